package dev.tintype.web.form;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.multipart.FilePartEvent;

/**
 * A piece of a file in a form.
 *
 * @param headers the headers of the part, with one character per byte
 * @param name the name of the form's field
 * @param filename the name as the client sent it, with its folders; empty if it cannot be
 * decoded
 * @param fault what is wrong with the file's name, or null. Only this file then fails
 * @param content the bytes of the piece
 * @param isLast whether it is the last piece of the file
 */
public record FormFile(HttpHeaders headers, String name, String filename, @Nullable String fault, DataBuffer content,
		boolean isLast) implements FilePartEvent {

}
