package io.medsettle.core.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in PostgreSQL's binary COPY format: nothing is turned into text, escaped,
 * and read back. The format is described with PostgreSQL's COPY command.
 */
final class CopyRows {

	private static final byte[] SIGNATURE = { 'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0 };

	private static final int NULL_LENGTH = -1;

	private static final short END = -1;

	/** Days from 1970-01-01, where Java counts from, to PostgreSQL's 2000-01-01. */
	private static final int EPOCH_DAYS = 10_957;

	/** Sent to the server as soon as this much is there. */
	private static final int SENT_AT_ONCE_BYTES = 64 * 1024;

	private final CopyIn target;

	private ByteBuffer buffer = ByteBuffer.allocate(2 * SENT_AT_ONCE_BYTES);

	CopyRows(CopyIn target) {
		this.target = target;
	}

	/**
	 * Writes all rows and ends the copy.
	 */
	<T> void write(Collection<T> rows, List<Column<T>> columns) throws SQLException {
		this.buffer.put(SIGNATURE).putInt(0).putInt(0);
		for (T row : rows) {
			reserve(Short.BYTES).putShort((short) columns.size());
			for (Column<T> column : columns) {
				write(column.type(), column.value().apply(row));
			}
			if (this.buffer.position() >= SENT_AT_ONCE_BYTES) {
				send();
			}
		}
		reserve(Short.BYTES).putShort(END);
		send();
		this.target.endCopy();
	}

	private void write(Column.Type type, @Nullable Object value) {
		if (value == null) {
			reserve(Integer.BYTES).putInt(NULL_LENGTH);
			return;
		}
		switch (type) {
			case VARCHAR -> {
				byte[] utf8 = ((String) value).getBytes(StandardCharsets.UTF_8);
				reserve(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
			}
			case BIGINT -> reserve(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong((Long) value);
			case INTEGER -> reserve(2 * Integer.BYTES).putInt(Integer.BYTES).putInt((Integer) value);
			case SMALLINT -> reserve(Integer.BYTES + Short.BYTES).putInt(Short.BYTES).putShort((Short) value);
			case DATE -> reserve(2 * Integer.BYTES).putInt(Integer.BYTES)
				.putInt(Math.toIntExact(((LocalDate) value).toEpochDay() - EPOCH_DAYS));
		}
	}

	private ByteBuffer reserve(int bytes) {
		if (this.buffer.remaining() < bytes) {
			ByteBuffer larger = ByteBuffer.allocate(2 * this.buffer.capacity() + bytes);
			this.buffer = larger.put(this.buffer.flip());
		}
		return this.buffer;
	}

	private void send() throws SQLException {
		this.target.writeToCopy(this.buffer.array(), 0, this.buffer.position());
		this.buffer.clear();
	}

}
