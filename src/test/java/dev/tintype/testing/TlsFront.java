package dev.tintype.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A TLS front for a PostgreSQL server without TLS. Its certificate {@code tls/server.crt}
 * is for 127.0.0.1 and for no name that a test can use.
 */
public final class TlsFront implements AutoCloseable {

	private final ServerSocket listener;

	private final SSLContext context;

	private final String host;

	private final int port;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	/** The names in the certificates of clients, empty for a client without one. */
	private final CopyOnWriteArrayList<String> clients = new CopyOnWriteArrayList<>();

	/**
	 * Starts to listen.
	 * @param host of the server
	 * @param port of the server
	 */
	public TlsFront(String host, int port) throws IOException {
		this.host = host;
		this.port = port;
		PemSslStoreDetails key = PemSslStoreDetails.forCertificates("classpath:tls/server.crt")
			.withPrivateKey("classpath:tls/server.key");
		PemSslStoreDetails trust = PemSslStoreDetails.forCertificates("classpath:tls/ca.crt");
		this.context = SslBundle.of(new PemSslStoreBundle(PemSslStore.load(key), PemSslStore.load(trust)))
			.createSslContext();
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		begin(this::accept);
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	public CopyOnWriteArrayList<String> clients() {
		return this.clients;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listener.accept();
			this.sockets.add(client);
			begin(() -> serve(client));
		}
	}

	private void serve(Socket client) throws IOException {
		// A request for TLS: its length, then its number.
		byte[] request = client.getInputStream().readNBytes(8);
		if (request.length < 8 || request[4] != 4 || request[5] != (byte) 0xd2) {
			client.close();
			return;
		}
		client.getOutputStream().write('S');
		SSLSocket secured = (SSLSocket) this.context.getSocketFactory().createSocket(client, null, false);
		secured.setWantClientAuth(true);
		secured.startHandshake();
		this.clients.add(name(secured));
		Socket server = new Socket(this.host, this.port);
		this.sockets.add(server);
		begin(() -> copy(secured.getInputStream(), server));
		copy(server.getInputStream(), secured);
	}

	private static String name(SSLSocket client) {
		try {
			return client.getSession().getPeerPrincipal().getName();
		}
		catch (SSLPeerUnverifiedException ex) {
			return "";
		}
	}

	private static void copy(InputStream in, Socket to) throws IOException {
		try (OutputStream out = to.getOutputStream()) {
			in.transferTo(out);
		}
	}

	private static void begin(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// The other side has hung up.
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private interface Work {

		void run() throws IOException;

	}

}
