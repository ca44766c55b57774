package dev.tintype.data.database;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import javax.sql.DataSource;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.SslMode;
import dev.tintype.data.pool.Sessions;
import dev.tintype.support.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseReachTests {

	@TempDir
	private Path directory;

	@Test
	void missingServerIsReportedInOneLine(CapturedOutput output) throws IOException {
		DatabaseAddress address = server(closedPort());
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> reach(address, Duration.ofSeconds(4)))
			.satisfies((ex) -> assertThat(ex.getMessage()).startsWith("Cannot reach the database " + address + ": ")
				.contains("refused")
				.hasLineCount(1));
		assertThat(output).contains("Waiting up to 4 s").doesNotContain("canary");
	}

	@Test
	void refusedLoginEndsStartAtOnceWithoutPassword(CapturedOutput output) throws IOException {
		try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Thread refusing = new Thread(() -> refuseLogin(listener));
			refusing.setDaemon(true);
			refusing.start();
			DatabaseAddress address = server(listener.getLocalPort());
			assertThatExceptionOfType(StartException.class).isThrownBy(() -> reach(address, Duration.ofHours(1)))
				.satisfies((ex) -> assertThat(ex.getMessage()).contains("the server refuses the login (SQLSTATE 28P01)")
					.hasLineCount(1));
		}
		assertThat(output).doesNotContain("canary");
	}

	@Test
	void databaseWithWriteDelayIsRefused() {
		DatabaseAddress address = new DatabaseAddress.H2File(this.directory.resolve("late"));
		EmbeddedDatabase embedded = new EmbeddedDatabase(address);
		DataSource late = new DriverManagerDataSource("jdbc:h2:file:" + this.directory.resolve("late"), "sa", "");
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> new DatabaseReach(address, Duration.ofSeconds(1), embedded, new Sessions()).await(late))
			.withMessageContaining("WRITE_DELAY");
	}

	@Test
	void embeddedDatabaseIsOpenedWithoutWriteDelayAndClosed() {
		DatabaseAddress address = new DatabaseAddress.H2File(this.directory.resolve("tintype"));
		EmbeddedDatabase embedded = new EmbeddedDatabase(address);
		new DatabaseReach(address, Duration.ofSeconds(1), embedded, new Sessions()).await(dataSource(address));
		embedded.close();
		assertThat(this.directory.resolve("tintype.mv.db")).isNotEmptyFile();
		assertThat(this.directory.resolve("tintype.trace.db")).doesNotExist();
	}

	private static void reach(DatabaseAddress address, Duration patience) {
		new DatabaseReach(address, patience, new EmbeddedDatabase(address), new Sessions()).await(dataSource(address));
	}

	private static DataSource dataSource(DatabaseAddress address) {
		return new MigrationConnection(address).dataSource();
	}

	private static DatabaseAddress server(int port) {
		return new DatabaseAddress.Postgresql("127.0.0.1", port, "photos", "me", "canary", SslMode.DISABLE);
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	// The startup of PostgreSQL's protocol: a startup message, a request for a password,
	// the password, and an error with a severity, a code and a message.
	private static void refuseLogin(ServerSocket listener) {
		try (Socket socket = listener.accept();
				DataInputStream in = new DataInputStream(socket.getInputStream());
				DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
			in.skipNBytes(in.readInt() - 4);
			out.write('R');
			out.writeInt(8);
			out.writeInt(3);
			in.skipNBytes(1);
			in.skipNBytes(in.readInt() - 4);
			byte[] fields = "SFATAL\0VFATAL\0C28P01\0Mno login for me with canary\nor anyone\0\0"
				.getBytes(StandardCharsets.UTF_8);
			out.write('E');
			out.writeInt(4 + fields.length);
			out.write(fields);
			out.flush();
			in.read();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
