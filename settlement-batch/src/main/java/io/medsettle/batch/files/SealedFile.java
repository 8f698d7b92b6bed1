package io.medsettle.batch.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.medsettle.core.claim.Sha256;

/**
 * Writes a file so that under its name there is always all of it or nothing: into a
 * temporary file beside it, flushed to the disk, then moved in one step. The checksum is
 * taken on the way. Closing without {@link #seal()} leaves nothing behind.
 */
final class SealedFile implements AutoCloseable {

	private static final int BUFFER_BYTES = 256 * 1024;

	private final Path target;

	private final Path temporary;

	private final FileChannel channel;

	private final MessageDigest digest = Sha256.digest();

	private final OutputStream stream;

	private boolean sealed;

	private SealedFile(Path target, Path temporary, FileChannel channel) {
		this.target = target;
		this.temporary = temporary;
		this.channel = channel;
		this.stream = new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), this.digest),
				BUFFER_BYTES);
	}

	/**
	 * Starts a file. What a killed attempt left behind is overwritten.
	 */
	static SealedFile create(Path target) throws IOException {
		Path temporary = target.resolveSibling(target.getFileName() + ".part");
		FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING);
		return new SealedFile(target, temporary, channel);
	}

	/**
	 * Where to write the bytes.
	 */
	OutputStream stream() {
		return this.stream;
	}

	/**
	 * Ends the file, which does not have its name yet.
	 */
	Seal end() throws IOException {
		this.stream.flush();
		long bytes = this.channel.size();
		this.channel.force(true);
		this.channel.close();
		return new Seal(bytes, HexFormat.of().formatHex(this.digest.digest()));
	}

	/**
	 * Gives the ended file its name.
	 */
	void seal() throws IOException {
		Files.move(this.temporary, this.target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		this.sealed = true;
	}

	@Override
	public void close() throws IOException {
		if (!this.sealed) {
			this.channel.close();
			Files.deleteIfExists(this.temporary);
		}
	}

	/**
	 * Makes the names in a folder as durable as the bytes behind them.
	 */
	static void flushFolder(Path folder) throws IOException {
		try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
			names.force(true);
		}
	}

	/**
	 * What a finished file is known by.
	 *
	 * @param bytes its length
	 * @param sha256 its checksum, 64 hexadecimal digits
	 */
	record Seal(long bytes, String sha256) {
	}

}
