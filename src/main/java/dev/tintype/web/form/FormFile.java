package dev.tintype.web.form;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.multipart.FilePartEvent;

/**
 * A piece of a file in a form.
 *
 * @param headers of the part, each byte of them a character
 * @param name of the form's field
 * @param filename as the client sent it, folders and all; empty when it cannot be decoded
 * @param fault what is wrong with the file's name, which is a failure of this file alone;
 * null when nothing is
 * @param content of the piece
 * @param isLast whether it is the file's last
 */
public record FormFile(HttpHeaders headers, String name, String filename, @Nullable String fault, DataBuffer content,
		boolean isLast) implements FilePartEvent {

}
