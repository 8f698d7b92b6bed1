package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server on this machine, and takes the server away from
 * the client.
 */
public final class Relay implements AutoCloseable {

	private final int serverPort;

	private final int port = Engine.freePort();

	private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private volatile ServerSocket listening;

	public Relay(int serverPort) {
		this.serverPort = serverPort;
		restore();
	}

	/** What the client connects to. */
	public int port() {
		return this.port;
	}

	/** Ends all connections, and takes no new ones. */
	public void cut() {
		closeQuietly(this.listening);
		this.open.forEach(Relay::closeQuietly);
		this.open.clear();
	}

	/** The same, as soon as the server has said so much more. */
	public void cutAfter(long bytes) {
		this.bytesLeft.set(bytes);
	}

	/** Takes connections again. */
	public void restore() {
		this.bytesLeft.set(Long.MAX_VALUE);
		try {
			this.listening = new ServerSocket(this.port, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		ServerSocket socket = this.listening;
		Thread.ofVirtual().start(() -> accept(socket));
	}

	@Override
	public void close() {
		cut();
	}

	private void accept(ServerSocket socket) {
		try {
			while (true) {
				Socket client = socket.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.serverPort);
				this.open.add(client);
				this.open.add(server);
				Thread.ofVirtual().start(() -> pass(client, server, false));
				Thread.ofVirtual().start(() -> pass(server, client, true));
			}
		}
		catch (IOException ex) {
			// Cut.
		}
	}

	private void pass(Socket from, Socket to, boolean counted) {
		byte[] bytes = new byte[8192];
		try (from; to) {
			for (int read = from.getInputStream().read(bytes); read >= 0; read = from.getInputStream().read(bytes)) {
				to.getOutputStream().write(bytes, 0, read);
				if (counted && this.bytesLeft.addAndGet(-read) < 0) {
					cut();
				}
			}
		}
		catch (IOException ex) {
			// Cut, or left by one side.
		}
		this.open.remove(from);
		this.open.remove(to);
	}

	private static void closeQuietly(AutoCloseable socket) {
		try {
			socket.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
