package io.medsettle.api.benchmark;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * What it costs one thread to verify the signature of a claim of the usual length, by the
 * implementations there are; Amazon's too where it is on the class path and among the
 * JVM's providers. Beside it the HMAC by which the engine knows its own events.
 */
public final class SignatureBenchmark {

	private static final int LENGTH = 350;

	private static final int ROUNDS = 6;

	private static final int VERIFICATIONS = 4000;

	private final Measurements figures = new Measurements();

	private final byte[] message = new byte[LENGTH];

	private SignatureBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		new SignatureBenchmark().run();
	}

	private void run() throws Exception {
		Provider bouncyCastle = new BouncyCastleProvider();
		KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", bouncyCastle);
		generator.initialize(new ECGenParameterSpec("sm2p256v1"));
		measure("Ed25519, JDK", Signature.getInstance("Ed25519", "SunEC"), ed25519);
		measure("Ed25519, Bouncy Castle", Signature.getInstance("Ed25519", bouncyCastle), ed25519);
		Provider amazons = Security.getProvider("AmazonCorrettoCryptoProvider");
		if (amazons != null) {
			measure("Ed25519, Amazon Corretto Crypto Provider", Signature.getInstance("Ed25519", amazons), ed25519);
		}
		measure("SM2, Bouncy Castle", Signature.getInstance("SM3withSM2", bouncyCastle), generator.generateKeyPair());
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
		time("HMAC-SHA256", () -> mac.doFinal(this.message).length > 0);
		this.figures.print(Path.of("target", "benchmark", "signature.json").toAbsolutePath());
	}

	private void measure(String name, Signature signature, KeyPair pair) throws Exception {
		signature.initSign(pair.getPrivate());
		signature.update(this.message);
		byte[] signed = signature.sign();
		time(name, () -> {
			signature.initVerify(pair.getPublic());
			signature.update(this.message);
			return signature.verify(signed);
		});
	}

	/** The fastest round: others use the processors as well. */
	private void time(String name, Verification verification) throws GeneralSecurityException {
		long fastest = Long.MAX_VALUE;
		for (int round = 0; round < ROUNDS; round++) {
			long start = System.nanoTime();
			for (int i = 0; i < VERIFICATIONS; i++) {
				if (!verification.holds()) {
					throw new IllegalStateException(name + " does not verify what it has signed.");
				}
			}
			fastest = Math.min(fastest, System.nanoTime() - start);
		}
		this.figures.put(name + ", µs", String.format(Locale.ROOT, "%.1f", fastest / 1e3 / VERIFICATIONS));
	}

	private interface Verification {

		boolean holds() throws GeneralSecurityException;

	}

}
