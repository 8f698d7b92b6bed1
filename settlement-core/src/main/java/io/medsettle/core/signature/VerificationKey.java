package io.medsettle.core.signature;

import java.util.Arrays;
import java.util.HexFormat;

import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * A public key as it verifies. Safe for use by several threads.
 * <p>
 * By one library for all processes, and not by what a machine happens to have:
 * implementations of Ed25519 differ about signatures that only the owner of a key can
 * contrive, and what has been decided must be decided again in the same way. Of the Java
 * ones this is also the fastest.
 */
sealed interface VerificationKey {

	/** What the key is for. */
	SignatureAlgorithm algorithm();

	/**
	 * Whether the bytes could be a signature at all.
	 */
	boolean hasForm(byte[] signature);

	/**
	 * Whether the key's owner has signed a message.
	 */
	boolean verifies(byte[] message, byte[] signature);

	/**
	 * Reads a key. There is one way to write each, and nothing else is looked into: a
	 * hostile key meets no parser.
	 * @param info X.509 SubjectPublicKeyInfo in DER
	 * @return null if it is neither Ed25519 nor SM2
	 * @throws IllegalArgumentException if it is a key that proves nothing
	 */
	static @Nullable VerificationKey read(byte[] info) {
		if (info.length == Ed25519Key.LENGTH && startsWith(info, Ed25519Key.PREFIX)) {
			return Ed25519Key.at(info, Ed25519Key.PREFIX.length);
		}
		if (info.length == Sm2Key.LENGTH && startsWith(info, Sm2Key.PREFIX)) {
			return Sm2Key.of(Arrays.copyOfRange(info, Sm2Key.PREFIX.length, info.length));
		}
		return null;
	}

	private static boolean startsWith(byte[] bytes, byte[] prefix) {
		return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
	}

	/**
	 * A key of RFC 8410.
	 */
	record Ed25519Key(Ed25519.PublicPoint point) implements VerificationKey {

		/** What stands before the 32 bytes of the point. */
		private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

		private static final int LENGTH = PREFIX.length + Ed25519.PUBLIC_KEY_SIZE;

		/**
		 * A point of low order, for which anybody can sign, is none, nor one that is the
		 * sum of such a point and another.
		 */
		static Ed25519Key at(byte[] info, int offset) {
			Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(info, offset);
			if (point == null) {
				throw new IllegalArgumentException("The point does not generate the group.");
			}
			return new Ed25519Key(point);
		}

		@Override
		public SignatureAlgorithm algorithm() {
			return SignatureAlgorithm.EDDSA;
		}

		@Override
		public boolean hasForm(byte[] signature) {
			return signature.length == Ed25519.SIGNATURE_SIZE;
		}

		@Override
		public boolean verifies(byte[] message, byte[] signature) {
			return Ed25519.verify(signature, 0, this.point, message, 0, message.length);
		}

	}

	/**
	 * A key of GM/T 0003, on the curve by its name and with its point uncompressed.
	 */
	record Sm2Key(ECPublicKeyParameters key) implements VerificationKey {

		/** What stands before the byte 4 and the two coordinates. */
		private static final byte[] PREFIX = HexFormat.of()
			.parseHex("3059301306072a8648ce3d020106082a811ccf5501822d034200");

		private static final int LENGTH = PREFIX.length + 65;

		private static final int SIGNATURE_LENGTH_MAX = 72;

		private static final byte DER_SEQUENCE = 0x30;

		private static final ECDomainParameters CURVE = new ECNamedDomainParameters(GMNamedCurves.getOID("sm2p256v1"),
				GMNamedCurves.getByName("sm2p256v1"));

		/**
		 * The order of the curve is prime: each of its points but the one at infinity,
		 * which is written otherwise, will do.
		 */
		static Sm2Key of(byte[] point) {
			if (point[0] != 4) {
				throw new IllegalArgumentException("The point is not uncompressed.");
			}
			return new Sm2Key(new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), CURVE));
		}

		@Override
		public SignatureAlgorithm algorithm() {
			return SignatureAlgorithm.SM2;
		}

		@Override
		public boolean hasForm(byte[] signature) {
			return signature.length > 0 && signature.length <= SIGNATURE_LENGTH_MAX && signature[0] == DER_SEQUENCE;
		}

		@Override
		public boolean verifies(byte[] message, byte[] signature) {
			SM2Signer signer = new SM2Signer(StandardDSAEncoding.INSTANCE, new SM3Digest());
			signer.init(false, this.key);
			signer.update(message, 0, message.length);
			return signer.verifySignature(signature);
		}

	}

}
