package io.medsettle.api.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks a body, but not without end: a few kilobytes can be made to unpack to
 * gigabytes.
 */
final class UnpackedBody extends GZIPInputStream {

	/** Claims, all different, pack to a twentieth; what packs better says nothing. */
	private static final long RATIO_MAX = 50;

	/** Small bodies may be as monotonous as they like. */
	private static final long BYTES_ALWAYS = 1024 * 1024;

	/** Streams packed apart and sent one behind the other, with nothing in them. */
	private static final int EMPTY_STREAMS_MAX = 100;

	private static final int BUFFER_BYTES = 8 * 1024;

	private final Packed packed;

	private long unpackedBytes;

	private int depth;

	UnpackedBody(InputStream packed) throws IOException {
		this(new Packed(packed));
	}

	private UnpackedBody(Packed packed) throws IOException {
		super(packed, BUFFER_BYTES);
		this.packed = packed;
	}

	/**
	 * Calls itself for each stream that is empty, by way of the class it extends.
	 */
	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (this.depth > EMPTY_STREAMS_MAX) {
			throw new ZipException("Too many empty streams.");
		}
		this.depth++;
		try {
			int read = super.read(buffer, offset, length);
			if (this.depth == 1 && read > 0) {
				this.unpackedBytes += read;
				requireRatio();
			}
			return read;
		}
		finally {
			this.depth--;
		}
	}

	private void requireRatio() throws UnreadableBodyException {
		if (this.unpackedBytes > BYTES_ALWAYS && this.unpackedBytes / RATIO_MAX > this.packed.bytes) {
			throw UnreadableBodyException
				.tooLarge("The body unpacks to more than " + RATIO_MAX + " times of what was sent.");
		}
	}

	/**
	 * Counts what is read.
	 */
	private static final class Packed extends FilterInputStream {

		private long bytes;

		Packed(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int read = super.read();
			this.bytes += (read >= 0) ? 1 : 0;
			return read;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = super.read(buffer, offset, length);
			this.bytes += Math.max(read, 0);
			return read;
		}

	}

}
