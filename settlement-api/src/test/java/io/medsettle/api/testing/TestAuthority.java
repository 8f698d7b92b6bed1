package io.medsettle.api.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * An authority that issues certificates for an hour.
 */
public final class TestAuthority {

	/** What the key stores are written with. */
	public static final String PASSWORD = "of-the-test";

	private static final AlgorithmIdentifier SIGNED_BY = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

	private static final AtomicLong NUMBER = new AtomicLong();

	private final X500Principal name;

	private final KeyPair keys;

	private final X509Certificate certificate;

	public TestAuthority(String name) {
		this.name = new X500Principal(name);
		this.keys = newKeys();
		this.certificate = sign(this.name, this.keys, true);
	}

	/** Issues a certificate, which on 127.0.0.1 is good for a server too. */
	public Issued issue(String subject) {
		KeyPair issued = newKeys();
		return new Issued(issued.getPrivate(), sign(new X500Principal(subject), issued, false), this);
	}

	/** Who trusts this authority, and shows nothing. */
	public SSLContext trusting() {
		return context(null);
	}

	/** Writes what trusts this authority, as PKCS 12. */
	public Path writeTrust(Path file) {
		return write(trust(), file);
	}

	private KeyStore trust() {
		try {
			KeyStore store = emptyStore();
			store.setCertificateEntry("authority", this.certificate);
			return store;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private SSLContext context(KeyStore shown) {
		try {
			TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trusted.init(trust());
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(shown, PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private X509Certificate sign(X500Principal subject, KeyPair of, boolean authority) {
		try {
			V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
			content.setSerialNumber(new ASN1Integer(BigInteger.valueOf(NUMBER.incrementAndGet())));
			content.setSignature(SIGNED_BY);
			content.setIssuer(X500Name.getInstance(this.name.getEncoded()));
			content.setStartDate(new Time(Date.from(Instant.now().minus(Duration.ofMinutes(5)))));
			content.setEndDate(new Time(Date.from(Instant.now().plus(Duration.ofHours(1)))));
			content.setSubject(X500Name.getInstance(subject.getEncoded()));
			content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(of.getPublic().getEncoded()));
			GeneralNames addresses = new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
			content.setExtensions(new Extensions(new Extension[] {
					new Extension(Extension.basicConstraints, true, new BasicConstraints(authority).getEncoded()),
					new Extension(Extension.subjectAlternativeName, false, addresses.getEncoded()) }));
			TBSCertificate signed = content.generateTBSCertificate();
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign(this.keys.getPrivate());
			signature.update(signed.getEncoded());
			ASN1EncodableVector parts = new ASN1EncodableVector();
			parts.add(signed);
			parts.add(SIGNED_BY);
			parts.add(new DERBitString(signature.sign()));
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyPair newKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(256);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore emptyStore() throws GeneralSecurityException {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			return store;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path write(KeyStore store, Path file) {
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, PASSWORD.toCharArray());
			return file;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A certificate with its key.
	 */
	public record Issued(PrivateKey key, X509Certificate certificate, TestAuthority issuer) {

		/**
		 * Whoever shows it, alone or with its issuer's, and trusts the same authority.
		 */
		public SSLContext shown(boolean withIssuer) {
			return shownTo(this.issuer, withIssuer);
		}

		/** The same, to servers of another authority. */
		public SSLContext shownTo(TestAuthority trusted, boolean withIssuer) {
			return trusted.context(store(withIssuer));
		}

		/** Writes it with its key, as PKCS 12. */
		public Path write(Path file) {
			return TestAuthority.write(store(true), file);
		}

		private KeyStore store(boolean withIssuer) {
			try {
				KeyStore store = emptyStore();
				Certificate[] chain = withIssuer ? new Certificate[] { this.certificate, this.issuer.certificate }
						: new Certificate[] { this.certificate };
				store.setKeyEntry("issued", this.key, PASSWORD.toCharArray(), chain);
				return store;
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
