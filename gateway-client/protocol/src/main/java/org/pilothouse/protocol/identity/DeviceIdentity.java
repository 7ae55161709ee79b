package org.pilothouse.protocol.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * An Ed25519 key pair and the device id that follows from it: {@code dev_} and the lower-case unpadded base32 of the
 * SHA-256 of the public key as DER SubjectPublicKeyInfo (protocol revision 2).
 */
public final class DeviceIdentity {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String deviceId;
    private final PublicKey publicKey;
    private final PrivateKey privateKey;

    private DeviceIdentity(PublicKey publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.deviceId = deviceId(publicKey.getEncoded());
    }

    public static DeviceIdentity generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new DeviceIdentity(pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no Ed25519", e);
        }
    }

    /**
     * Restores a stored identity.
     *
     * @throws IllegalArgumentException where the strings are not a matching Ed25519 key pair
     */
    public static DeviceIdentity restore(Stored stored) {
        try {
            KeyFactory keys = KeyFactory.getInstance("Ed25519");
            PublicKey publicKey = keys.generatePublic(new X509EncodedKeySpec(DECODER.decode(stored.publicKey())));
            PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(DECODER.decode(stored.privateKey())));
            DeviceIdentity identity = new DeviceIdentity(publicKey, privateKey);
            if (!identity.deviceId.equals(stored.deviceId())) {
                throw new IllegalArgumentException("the stored device id does not belong to the stored key");
            }
            byte[] probe = "pilothouse".getBytes(StandardCharsets.UTF_8);
            if (!verify(stored.publicKey(), probe, identity.sign(probe))) {
                throw new IllegalArgumentException("the stored private key does not belong to the public key");
            }
            return identity;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the stored device identity is not an Ed25519 key pair", e);
        }
    }

    public String deviceId() {
        return deviceId;
    }

    /** DER SubjectPublicKeyInfo as unpadded base64url, as {@code connect.init} wants it. */
    public String publicKey() {
        return ENCODER.encodeToString(publicKey.getEncoded());
    }

    /** What to keep on disk, readable by the owner alone. */
    public Stored stored() {
        return new Stored(deviceId, publicKey(), ENCODER.encodeToString(privateKey.getEncoded()));
    }

    /** The proof for {@code connect.proof}: unpadded base64url. */
    public String prove(Transcript transcript) {
        return ENCODER.encodeToString(sign(transcript.bytes()));
    }

    /** Whether {@code proof} is the signature of the holder of {@code publicKey} over the transcript. */
    public static boolean verify(String publicKey, Transcript transcript, String proof) {
        try {
            return verify(publicKey, transcript.bytes(), DECODER.decode(proof));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The device id of a public key.
     *
     * @param publicKey unpadded base64url of DER SubjectPublicKeyInfo
     * @throws IllegalArgumentException where it is not base64url
     */
    public static String deviceIdOf(String publicKey) {
        return deviceId(DECODER.decode(publicKey));
    }

    private byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 signing failed", e);
        }
    }

    private static boolean verify(String publicKey, byte[] text, byte[] proof) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(DECODER.decode(publicKey))));
            signature.update(text);
            return signature.verify(proof);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String deviceId(byte[] der) {
        try {
            return "dev_" + base32(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /** RFC 4648 section 6, lower case, no padding; the JDK has none. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append("abcdefghijklmnopqrstuvwxyz234567".charAt((buffer >> bits) & 31));
            }
        }
        if (bits > 0) {
            text.append("abcdefghijklmnopqrstuvwxyz234567".charAt((buffer << (5 - bits)) & 31));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "DeviceIdentity[" + deviceId + "]";
    }

    /** Key pair as unpadded base64url of SPKI and PKCS#8. Secret: never logged. */
    public record Stored(String deviceId, String publicKey, String privateKey) {
        @Override
        public String toString() {
            return "Stored[" + deviceId + "]";
        }
    }

    /** What both sides of a handshake sign and verify. */
    public record Transcript(int protocolRev, String role, String deviceId, String connectionId, String challenge) {
        byte[] bytes() {
            return ("tyrum-connect-proof\nprotocol_rev=" + protocolRev + "\nrole=" + role + "\ndevice_id=" + deviceId
                            + "\nconnection_id=" + connectionId + "\nchallenge=" + challenge + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
