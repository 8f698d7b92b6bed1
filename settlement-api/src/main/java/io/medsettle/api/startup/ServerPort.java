package io.medsettle.api.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import org.jspecify.annotations.Nullable;

/**
 * A port that the process is about to open.
 *
 * @param setting the setting that names it
 * @param address the address it is opened on, or null for all
 * @param number 0 or less names no certain port
 */
record ServerPort(String setting, @Nullable InetAddress address, int number) {

	private static final int NUMBER_MAX = 65535;

	/**
	 * Fails early and plainly, before anything else was started.
	 * @throws CannotStartException if the port cannot be opened
	 */
	void requireFree() {
		if (this.number > NUMBER_MAX) {
			throw new CannotStartException(
					this.setting + " is " + this.number + ": a port is " + NUMBER_MAX + " at most");
		}
		if (this.number <= 0) {
			return;
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(this.address, this.number), 1);
		}
		catch (IOException ex) {
			throw taken(this.setting, this.number, ex);
		}
	}

	static CannotStartException taken(String setting, int number, Throwable cause) {
		String reason = String.valueOf(cause.getMessage());
		if (reason.contains("in use")) {
			return new CannotStartException(
					"Port " + number + " (" + setting + ") is taken by another process: stop it or choose another port",
					cause);
		}
		return new CannotStartException("Port " + number + " (" + setting + ") cannot be opened: " + reason, cause);
	}

}
