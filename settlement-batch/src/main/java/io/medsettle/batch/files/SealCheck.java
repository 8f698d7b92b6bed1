package io.medsettle.batch.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medsettle.core.claim.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Opens published files, and only those that are what was sealed: regular files, reached
 * over no link, of the sealed length and the sealed digest. The digest is calculated once
 * in a process, and again whenever the file system says that a file has changed.
 */
@Component
class SealCheck {

	private static final Logger log = LoggerFactory.getLogger(SealCheck.class);

	/** The files of some months; beyond that, digests are calculated again. */
	private static final int VERDICTS_MAX = 20_000;

	/** How many damaged files are named; on a disk that is gone, all files are. */
	private static final int DAMAGED_MAX = 1000;

	/**
	 * What file systems may take for the same instant: within it, a second change looks
	 * like the first.
	 */
	private static final Duration SAME_INSTANT = Duration.ofSeconds(2);

	private static final int BUFFER_BYTES = 256 * 1024;

	private final FileStore store;

	private final Clock clock;

	private final Cache<Path, Verdict> verdicts = Caffeine.newBuilder().maximumSize(VERDICTS_MAX).build();

	private final Map<Path, DamagedFile> damaged = new ConcurrentHashMap<>();

	SealCheck(FileStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/**
	 * Opens a file whose bytes are those that were sealed.
	 * @return to be closed by the caller
	 * @throws DamagedFileException if they are not, or are not there
	 */
	FileChannel open(ClearingFile file) {
		Path path = this.store.path(file.day(), file.name());
		String wrong;
		try {
			requireFolder(path.getParent());
			Stamp stamp = Stamp.of(path);
			FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
			try {
				wrong = verdict(file, path, channel, stamp).wrong();
			}
			catch (IOException | RuntimeException ex) {
				channel.close();
				throw ex;
			}
			if (wrong == null) {
				whole(path);
				return channel;
			}
			channel.close();
		}
		catch (NotRegularException ex) {
			wrong = "is no regular file in a regular folder";
		}
		catch (NoSuchFileException ex) {
			wrong = "is missing";
		}
		catch (IOException ex) {
			wrong = "cannot be read (" + ex.getClass().getSimpleName() + ")";
		}
		damaged(path, new DamagedFile(file, wrong));
		throw new DamagedFileException(file, wrong);
	}

	/**
	 * The files that were damaged when they were last asked for, and still are.
	 */
	List<DamagedFile> damaged() {
		for (DamagedFile known : this.damaged.values()) {
			try (FileChannel whole = open(known.file())) {
				log.debug("{} is whole, {} bytes", known.file().name(), whole.size());
			}
			catch (DamagedFileException | IOException ex) {
				log.debug("{} is damaged still", known.file().name(), ex);
			}
		}
		return List.copyOf(this.damaged.values());
	}

	private Verdict verdict(ClearingFile file, Path path, FileChannel channel, Stamp stamp) throws IOException {
		if (stamp.bytes() != file.sizeBytes()) {
			return new Verdict(stamp, "has " + stamp.bytes() + " bytes instead of " + file.sizeBytes());
		}
		try {
			// Others who ask for the same file meanwhile wait rather than read it as
			// well.
			Verdict verdict = this.verdicts.asMap()
				.compute(path, (key, known) -> (known != null && known.stamp().equals(stamp)) ? known
						: calculated(file, path, channel, stamp));
			if (!stamp.changedBefore(this.clock.instant().minus(SAME_INSTANT))) {
				this.verdicts.invalidate(path);
			}
			return verdict;
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private static Verdict calculated(ClearingFile file, Path path, FileChannel channel, Stamp stamp) {
		try {
			boolean same = sha256(channel).equals(file.sha256());
			Stamp now = Stamp.of(path);
			if (!now.equals(stamp)) {
				return new Verdict(now, "is being changed");
			}
			return new Verdict(stamp, same ? null : "has other bytes than were sealed");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String sha256(FileChannel channel) throws IOException {
		MessageDigest digest = Sha256.digest();
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
		long position = 0;
		int read;
		while ((read = channel.read(buffer.clear(), position)) >= 0) {
			position += read;
			digest.update(buffer.flip());
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private void damaged(Path path, DamagedFile file) {
		boolean told = this.damaged.containsKey(path);
		if (told || this.damaged.size() < DAMAGED_MAX) {
			this.damaged.put(path, file);
		}
		if (!told) {
			log.error("The published file {} {}; it is not handed out until it is put back from a backup", path,
					file.wrong());
		}
	}

	private void whole(Path path) {
		if (this.damaged.remove(path) != null) {
			log.info("The published file {} is whole again", path);
		}
	}

	private static void requireFolder(@Nullable Path folder) throws IOException {
		if (folder == null
				|| !Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isDirectory()) {
			throw new NotRegularException();
		}
	}

	private static final class NotRegularException extends IOException {

		private static final long serialVersionUID = 1L;

	}

	/**
	 * What has been found out about a file.
	 *
	 * @param stamp the state in which it was looked at
	 * @param wrong null if it is what was sealed
	 */
	private record Verdict(Stamp stamp, @Nullable String wrong) {
	}

	/**
	 * The state of a file by which a change of it is noticed. The time of the last change
	 * of any kind, where the file system keeps it, cannot be set back by whoever changes
	 * the bytes.
	 */
	private record Stamp(@Nullable Object key, long bytes, FileTime modified, FileTime changed) {

		static Stamp of(Path path) throws IOException {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			// Asked before it is opened: opening a pipe would wait for somebody to write.
			if (!attributes.isRegularFile()) {
				throw new NotRegularException();
			}
			boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
			FileTime changed = unix ? (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
					: attributes.lastModifiedTime();
			return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), changed);
		}

		boolean changedBefore(Instant instant) {
			return this.changed.toInstant().isBefore(instant) && this.modified.toInstant().isBefore(instant);
		}

	}

}
