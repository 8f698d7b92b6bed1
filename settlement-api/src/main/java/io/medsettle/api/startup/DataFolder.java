package io.medsettle.api.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The process's claim on its data folder. The operating system drops it when the process
 * ends, however it ends.
 */
final class DataFolder implements DisposableBean {

	static final String LOCK_FILE = ".lock";

	/** The lock lies behind the content, so that the content stays readable under it. */
	private static final long LOCK_POSITION = Long.MAX_VALUE - 1;

	private final FileChannel channel;

	private DataFolder(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Creates the folder when it is missing and takes it for this process alone.
	 * @throws DataFolderInUseException if another process has it
	 * @throws CannotStartException if it cannot be written
	 */
	static DataFolder lock(Path folder) {
		try {
			Files.createDirectories(folder);
			FileChannel channel = FileChannel.open(folder.resolve(LOCK_FILE), StandardOpenOption.CREATE,
					StandardOpenOption.READ, StandardOpenOption.WRITE);
			if (tryLock(channel) == null) {
				String owner = read(channel);
				channel.close();
				throw new DataFolderInUseException(
						"The data folder " + folder + " (settlement.data-dir) is in use by another process" + owner);
			}
			channel.truncate(0).write(StandardCharsets.US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())));
			return new DataFolder(channel);
		}
		catch (IOException ex) {
			throw notWritable(folder, ex);
		}
	}

	/**
	 * Makes sure that a folder shared with other processes can be written.
	 * @throws CannotStartException if it cannot
	 */
	static void requireWritable(Path folder) {
		try {
			Files.createDirectories(folder);
			Files.delete(Files.createTempFile(folder, ".probe", ""));
		}
		catch (IOException ex) {
			throw notWritable(folder, ex);
		}
	}

	@Override
	public void destroy() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock(LOCK_POSITION, 1, false);
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	private static String read(FileChannel channel) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(20);
		channel.read(content, 0);
		String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString();
		return pid.matches("\\d+") ? " (process " + pid + ")" : "";
	}

	private static CannotStartException notWritable(Path folder, IOException cause) {
		String reason = switch (cause) {
			case AccessDeniedException denied -> "permission denied";
			case FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
			case NoSuchFileException missing -> "it cannot be created there";
			case FileSystemException file when file.getReason() != null -> file.getReason();
			default -> String.valueOf(cause.getMessage());
		};
		return new CannotStartException(
				"The data folder " + folder + " (settlement.data-dir) cannot be written: " + reason, cause);
	}

}
