package dev.tintype.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A proxy between a client and a server that can hang. It then keeps its connections open
 * and forwards nothing, like a stopped process or a firewall that lost its state.
 */
public final class HangingPeer implements AutoCloseable {

	private final URI server;

	private final ServerSocket listening;

	private final List<Line> lines = new CopyOnWriteArrayList<>();

	private volatile boolean hangsAtOnce;

	/**
	 * Listens on a port of its own.
	 * @param server a URL with the host and the port to connect to
	 */
	public HangingPeer(String server) throws IOException {
		this.server = URI.create(server);
		this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		begin(this::listen);
	}

	/**
	 * Returns the URL of the server through this proxy.
	 * @return the server's URL with another host and port
	 */
	public String url() {
		return this.server.toString()
			.replace("@" + this.server.getAuthority().replaceAll(".*@", ""),
					"@127.0.0.1:" + this.listening.getLocalPort());
	}

	/**
	 * Stops forwarding on open connections. It reads and discards what the client sends,
	 * so that it notices the client's close.
	 */
	public void hang() {
		this.lines.forEach((line) -> line.state = State.SILENT);
	}

	/** Stops reading what clients send. */
	public void stopReading() {
		this.lines.forEach((line) -> line.state = State.DEAF);
	}

	/**
	 * Sets what happens to connections that are opened from now on.
	 * @param hang whether nothing is forwarded on them
	 */
	public void hangAtOnce(boolean hang) {
		this.hangsAtOnce = hang;
	}

	/**
	 * Counts the connections that have been opened.
	 * @return includes those that are closed
	 */
	public int opened() {
		return this.lines.size();
	}

	/**
	 * Waits until the client has closed its first connections.
	 * @param count how many
	 * @return whether it has, within 30 s
	 */
	public boolean awaitClosed(int count) throws InterruptedException {
		for (Line line : this.lines.subList(0, count)) {
			if (!line.closed.await(30, TimeUnit.SECONDS)) {
				return false;
			}
		}
		return true;
	}

	/** Reads again after {@link #stopReading}, still without forwarding. */
	public void readAgain() {
		this.lines.forEach((line) -> line.listen(State.SILENT));
	}

	private void listen() {
		try {
			while (true) {
				Socket client = this.listening.accept();
				Line line = new Line(client, new Socket(this.server.getHost(), this.server.getPort()),
						this.hangsAtOnce ? State.SILENT : State.PASSING);
				this.lines.add(line);
				begin(line::toServer);
				begin(line::toClient);
			}
		}
		catch (IOException ex) {
			// The proxy is closed.
		}
	}

	private static void begin(Runnable work) {
		Thread thread = new Thread(work, "hanging-peer");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		this.lines.forEach(Line::close);
	}

	private enum State {

		PASSING, SILENT, DEAF

	}

	private static final class Line {

		private final CountDownLatch closed = new CountDownLatch(1);

		private final Socket client;

		private final Socket server;

		private volatile State state;

		Line(Socket client, Socket server, State state) {
			this.client = client;
			this.server = server;
			this.state = state;
		}

		synchronized void listen(State now) {
			this.state = now;
			notifyAll();
		}

		private synchronized void awaitReading() throws InterruptedException {
			while (this.state == State.DEAF) {
				wait();
			}
		}

		void toServer() {
			byte[] bytes = new byte[8192];
			try {
				InputStream in = this.client.getInputStream();
				OutputStream out = this.server.getOutputStream();
				for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
					if (this.state == State.PASSING) {
						out.write(bytes, 0, read);
					}
					awaitReading();
				}
			}
			catch (IOException | InterruptedException ex) {
				// Either side has closed.
			}
			this.closed.countDown();
			close();
		}

		void toClient() {
			byte[] bytes = new byte[8192];
			try {
				InputStream in = this.server.getInputStream();
				OutputStream out = this.client.getOutputStream();
				for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
					if (this.state == State.PASSING) {
						out.write(bytes, 0, read);
					}
				}
			}
			catch (IOException ex) {
				// Either side has closed.
			}
		}

		void close() {
			try {
				this.client.close();
				this.server.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
