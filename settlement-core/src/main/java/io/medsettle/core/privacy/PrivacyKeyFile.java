package io.medsettle.core.privacy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The file of the keys: a key a line, 64 hexadecimal digits, and from the second line on
 * a blank and the date of the first visits that it is used for, such as 2027-01-01, which
 * begins in UTC. Lines that begin with # are passed over.
 */
final class PrivacyKeyFile {

	private static final Pattern LINE = Pattern
		.compile("([0-9A-Fa-f]{" + 2 * PrivacyKey.LENGTH_BYTES + "})(?: +(\\d{4}-\\d{2}-\\d{2}))? *");

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private final Path path;

	PrivacyKeyFile(Path path) {
		this.path = path;
	}

	boolean exists() {
		return Files.exists(this.path);
	}

	/**
	 * Makes the file with one key, for its owner alone, unless it is there by now.
	 */
	void make() {
		byte[] key = new byte[PrivacyKey.LENGTH_BYTES];
		new SecureRandom().nextBytes(key);
		try {
			Files.createDirectories(this.path.toAbsolutePath().getParent());
			boolean posix = this.path.getFileSystem().supportedFileAttributeViews().contains("posix");
			Path made = Files.createTempFile(this.path.toAbsolutePath().getParent(), ".key", "",
					posix ? new FileAttribute<?>[] { OWNER_ONLY } : new FileAttribute<?>[0]);
			Files.writeString(made, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.SYNC);
			// No other process ever sees half of it.
			linkOnce(made);
		}
		catch (IOException | UnsupportedOperationException ex) {
			throw new PrivacyKeyException(this + " cannot be made: " + ex);
		}
	}

	private void linkOnce(Path made) throws IOException {
		try {
			Files.createLink(this.path, made);
		}
		catch (FileAlreadyExistsException another) {
			// Another process was faster.
		}
		finally {
			Files.delete(made);
		}
	}

	/**
	 * The keys.
	 * @throws PrivacyKeyException if the file cannot be read or is not in its form
	 */
	PrivacyKeys read() {
		List<PrivacyKey> keys = new ArrayList<>();
		int number = 0;
		for (String line : lines()) {
			number++;
			if (line.isBlank() || line.startsWith("#")) {
				continue;
			}
			PrivacyKey key = parsed(line, number, keys.isEmpty());
			if (!keys.isEmpty() && keys.getLast().usedFromMs() >= key.usedFromMs()) {
				throw new PrivacyKeyException(
						this + ", line " + number + ": the date must be later than the one before");
			}
			if (keys.stream().anyMatch((other) -> other.id().equals(key.id()))) {
				throw new PrivacyKeyException(this + ", line " + number + ": the key stands there twice");
			}
			keys.add(key);
		}
		if (keys.isEmpty()) {
			throw new PrivacyKeyException(this + " has no key: a line of 64 hexadecimal digits");
		}
		return new PrivacyKeys(keys);
	}

	private List<String> lines() {
		try {
			return Files.readAllLines(this.path);
		}
		catch (MalformedInputException ex) {
			throw new PrivacyKeyException(this + " is not in its form: a line of 64 hexadecimal digits for each key");
		}
		catch (IOException ex) {
			throw new PrivacyKeyException(this + " cannot be read: " + ex);
		}
	}

	private PrivacyKey parsed(String line, int number, boolean first) {
		Matcher matcher = LINE.matcher(line);
		@Nullable String date = matcher.matches() ? matcher.group(2) : null;
		if (!matcher.matches() || first != (date == null)) {
			throw new PrivacyKeyException(this + ", line " + number + (first ? ": must be 64 hexadecimal digits"
					: ": must be 64 hexadecimal digits, a blank and a date such as 2027-01-01"));
		}
		try {
			return new PrivacyKey(HexFormat.of().parseHex(matcher.group(1)), (date == null) ? Long.MIN_VALUE
					: LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
		}
		catch (DateTimeParseException ex) {
			throw new PrivacyKeyException(this + ", line " + number + ": there is no such date");
		}
	}

	/** As a sentence begins with it. */
	@Override
	public String toString() {
		return "The key file " + this.path + " (settlement.privacy.key-file)";
	}

}
