package io.medsettle.api.http;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * A body whose sender must keep a pace: nobody holds a thread and a seat for hours by
 * sending a byte now and then. Only the time that was spent waiting for the sender
 * counts; while the engine is behind and does not read, the clock stands.
 */
final class PacedBody extends ServletInputStream {

	/** Below what any line that carries claims can do. */
	private static final long BYTES_A_SECOND_MIN = 1024;

	private static final long NANOS_A_SECOND = Duration.ofSeconds(1).toNanos();

	private final ServletInputStream body;

	private final long patienceNanos;

	private long waitedNanos;

	private long bytes;

	/**
	 * @param patience how much longer than at the slowest pace a body may take
	 */
	PacedBody(ServletInputStream body, Duration patience) {
		this.body = body;
		this.patienceNanos = patience.toNanos();
	}

	/** How much has been read so far, as it was sent. */
	long bytes() {
		return this.bytes;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		requirePace();
		long startNanos = System.nanoTime();
		int read = this.body.read(buffer, offset, length);
		this.waitedNanos += System.nanoTime() - startNanos;
		this.bytes += Math.max(read, 0);
		if (read >= 0) {
			requirePace();
		}
		return read;
	}

	private void requirePace() throws UnreadableBodyException {
		long overNanos = this.waitedNanos - this.patienceNanos;
		if (overNanos > 0 && this.bytes < overNanos / NANOS_A_SECOND * BYTES_A_SECOND_MIN) {
			throw UnreadableBodyException.tooSlow();
		}
	}

	@Override
	public int available() throws IOException {
		return this.body.available();
	}

	@Override
	public boolean isFinished() {
		return this.body.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.body.isReady();
	}

	@Override
	public void setReadListener(ReadListener listener) {
		this.body.setReadListener(listener);
	}

	@Override
	public void close() throws IOException {
		this.body.close();
	}

}
