package io.medsettle.api.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;

/**
 * What can happen to a file on the disk.
 */
public enum FileDamage {

	CHANGED {
		@Override
		public void doTo(Path file) throws IOException {
			FileTime before = Files.getLastModifiedTime(file);
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
				channel.write(ByteBuffer.wrap(new byte[] { 'X' }), channel.size() / 2);
			}
			// As whoever hides it would do.
			Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(before, before, before);
		}
	},

	CUT {
		@Override
		public void doTo(Path file) throws IOException {
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
				channel.truncate(channel.size() / 2);
			}
		}
	},

	LONGER {
		@Override
		public void doTo(Path file) throws IOException {
			Files.write(file, new byte[] { '\n' }, StandardOpenOption.APPEND);
		}
	},

	EMPTY {
		@Override
		public void doTo(Path file) throws IOException {
			Files.write(file, new byte[0]);
		}
	},

	LINK {
		@Override
		public void doTo(Path file) throws IOException {
			Path elsewhere = Files.createTempFile("elsewhere", ".csv");
			Files.write(elsewhere, Files.readAllBytes(file));
			Files.delete(file);
			Files.createSymbolicLink(file, elsewhere);
		}
	},

	FOLDER {
		@Override
		public void doTo(Path file) throws IOException {
			Files.delete(file);
			Files.createDirectory(file);
		}
	},

	MISSING {
		@Override
		public void doTo(Path file) throws IOException {
			Files.delete(file);
		}
	};

	public abstract void doTo(Path file) throws IOException;

}
