package org.pilothouse.gateway.activity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pilothouse.gateway.store.ActivityChain.Head;
import org.pilothouse.gateway.store.PrivateFiles;
import org.pilothouse.gateway.store.StoreException;
import org.pilothouse.protocol.Json;
import tools.jackson.core.JacksonException;

/**
 * The newest entry of the log, signed, in a file apart from the database: whoever shortens or rewrites the log without
 * the key leaves a file that tells. Kept on another machine, it tells about those who have the key too.
 */
public final class ActivityAnchor {
    private static final String ALGORITHM = "Ed25519";

    private final Path file;
    private final PrivateKey privateKey;
    private final String publicKey;

    private ActivityAnchor(Path file, KeyPair keys) {
        this.file = file;
        this.privateKey = keys.getPrivate();
        this.publicKey = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /**
     * What the file holds, as JSON.
     *
     * @param publicKey Ed25519, X.509, Base64
     * @param signature Base64, of the lines {@code pilothouse-activity-head}, sequence, hash, at, each ended by a line
     *     feed
     */
    public record Signed(long sequence, String hash, String at, String publicKey, String signature) {
        public Head head() {
            return new Head(sequence, hash);
        }

        byte[] text() {
            return ("pilothouse-activity-head\n" + sequence + "\n" + hash + "\n" + at + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }

        boolean isSigned() {
            try {
                PublicKey key = KeyFactory.getInstance(ALGORITHM)
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
                Signature verifier = Signature.getInstance(ALGORITHM);
                verifier.initVerify(key);
                verifier.update(text());
                return verifier.verify(Base64.getDecoder().decode(signature));
            } catch (GeneralSecurityException | IllegalArgumentException _) {
                return false;
            }
        }
    }

    /**
     * @param key made where absent, mode 0600
     * @throws StoreException where it cannot be read or made
     */
    public static ActivityAnchor open(Path file, Path key) {
        try {
            if (!Files.exists(key)) {
                KeyPair keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                Base64.Encoder base64 = Base64.getEncoder();
                PrivateFiles.newFile(key);
                Files.writeString(
                        key,
                        base64.encodeToString(keys.getPrivate().getEncoded()) + "\n"
                                + base64.encodeToString(keys.getPublic().getEncoded()) + "\n");
            }
            return new ActivityAnchor(file, keys(key));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException("the key of the activity log's anchor, " + key + ", cannot be used: " + e, e);
        }
    }

    private static KeyPair keys(Path file) throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2) {
            throw new GeneralSecurityException("it is not whole; move it away for a new one");
        }
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        Base64.Decoder base64 = Base64.getDecoder();
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))));
    }

    /**
     * What was written last.
     *
     * @throws StoreException where the file is there and is no signed head
     */
    public static Optional<Signed> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Signed signed = Json.LENIENT.readValue(Files.readString(file), Signed.class);
            if (signed != null && signed.isSigned()) {
                return Optional.of(signed);
            }
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new StoreException("the anchor " + file + " cannot be read: " + e, e);
        }
        throw new StoreException("the signature of the anchor " + file + " is not valid", null);
    }

    public Optional<Signed> last() {
        return read(file);
    }

    /** Moves a file that the log does not agree with out of the way, for whoever looks into it. */
    Path setAside(Instant now) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".disputed-" + now.toEpochMilli());
        return Files.move(file, aside);
    }

    void write(Head head, Instant at) {
        try {
            Signed unsigned = new Signed(head.sequence(), head.hash(), at.toString(), publicKey, "");
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(privateKey);
            signer.update(unsigned.text());
            Signed signed = new Signed(
                    head.sequence(),
                    head.hash(),
                    unsigned.at(),
                    publicKey,
                    Base64.getEncoder().encodeToString(signer.sign()));
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            PrivateFiles.newFile(part);
            Files.writeString(part, Json.LENIENT.writeValueAsString(signed) + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | GeneralSecurityException e) {
            throw new StoreException("the activity log's anchor " + file + " cannot be written: " + e, e);
        }
    }

    public String publicKey() {
        return publicKey;
    }
}
