package io.medsettle.core.claim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.crypto.Mac;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether two claims of the same identity say the same: 64 bits of HMAC-SHA-256
 * over what they mean, with a key, since there are not so many persons that nobody could
 * try all their numbers. Layout, field order and unknown fields of the event do not
 * matter; the time of settlement counts as the instant, to the millisecond, that the
 * books keep, and the person's number in capitals. The treatment city is left out, as an
 * accepted claim can only name its hospital's.
 * <p>
 * The values are kept with the claims for ever: the same claim must give the same value
 * in every later version, and so is hashed with the same key.
 */
public final class ContentHash {

	private static final int LENGTH_OF_NULL = -1;

	private ContentHash() {
	}

	/**
	 * The hash of a claim's content.
	 * @param mac HMAC-SHA-256 with the key of the claim
	 */
	public static long of(Claim claim, Mac mac) {
		return ByteBuffer.wrap(mac.doFinal(encode(claim))).getLong();
	}

	/**
	 * Every text with its length before it and every optional part with its count, so
	 * that no two contents have the same bytes.
	 */
	private static byte[] encode(Claim claim) {
		Encoding encoding = new Encoding();
		encoding.text(claim.hospitalCode());
		encoding.text(claim.claimNo());
		encoding.number(claim.kind().sign());
		encoding.text(claim.originalClaimNo());
		encoding.text(claim.insuredCity());
		encoding.text(claim.personNo());
		encoding.text(claim.insuranceType());
		encoding.text(claim.visitType());
		encoding.number(claim.settledAt().toInstant().toEpochMilli());
		encoding.number(claim.totalFen());
		encoding.number(claim.fundFen());
		encoding.number(claim.accountFen());
		encoding.number(claim.cashFen());
		Claim.@Nullable Split split = claim.split();
		encoding.number((split != null) ? 1 : 0);
		if (split != null) {
			encoding.number(split.ownPayFen());
			encoding.number(split.overLimitFen());
			encoding.number(split.prePayFen());
			encoding.number(split.inScopeFen());
		}
		encoding.number(claim.funds().size());
		for (Map.Entry<String, Long> fund : claim.funds().entrySet()) {
			encoding.text(fund.getKey());
			encoding.number(fund.getValue());
		}
		return encoding.bytes();
	}

	private static final class Encoding {

		private static final int USUAL_BYTES = 512;

		private ByteBuffer buffer = ByteBuffer.allocate(USUAL_BYTES);

		void number(long value) {
			reserve(Long.BYTES);
			this.buffer.putLong(value);
		}

		void text(@Nullable String text) {
			if (text == null) {
				number(LENGTH_OF_NULL);
				return;
			}
			byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
			number(utf8.length);
			reserve(utf8.length);
			this.buffer.put(utf8);
		}

		byte[] bytes() {
			byte[] bytes = new byte[this.buffer.flip().remaining()];
			this.buffer.get(bytes);
			return bytes;
		}

		private void reserve(int bytes) {
			if (this.buffer.remaining() < bytes) {
				ByteBuffer larger = ByteBuffer.allocate(2 * this.buffer.capacity() + bytes);
				this.buffer = larger.put(this.buffer.flip());
			}
		}

	}

}
