package org.pilothouse.rfb.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.ServerIdentity;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/**
 * RSA-AES (types 5, 6, 129, 130): both sides show a key, exchange secrets under them and go on in AES-EAX. The server's key is believed
 * only by {@link org.pilothouse.rfb.ServerTrust}; ours is new each time.
 */
final class RsaAes {
    private static final int OUR_BITS = 2048;
    private static final int USER_AND_PASSWORD = 1;
    private static final int PASSWORD = 2;
    private static final int MOST_TEXT = 255;

    private final SecurityTalk talk;
    private final String hash;
    private final int keyBytes;

    private RsaAes(SecurityTalk talk, boolean strong) {
        this.talk = talk;
        this.hash = strong ? "SHA-256" : "SHA-1";
        this.keyBytes = strong ? 32 : 16;
    }

    static SecurityTalk run(SecurityTalk talk, SecurityType type) throws RfbProtocolException, RfbConnectionException {
        boolean strong = type == SecurityType.RA2_256 || type == SecurityType.RA2_NE_256;
        boolean wholeSession = type == SecurityType.RA2 || type == SecurityType.RA2_256;
        try {
            SecurityTalk encrypted = new RsaAes(talk, strong).agree();
            return wholeSession ? encrypted : talk;
        } catch (GeneralSecurityException e) {
            throw SecurityTalk.refusal("RSA-AES with the server failed: " + e.getMessage(), e);
        }
    }

    private SecurityTalk agree() throws GeneralSecurityException, RfbProtocolException, RfbConnectionException {
        RsaKey theirs = RsaKey.read(talk.in());
        Optional<String> objection = talk.objection(identity(theirs));
        if (objection.isPresent()) {
            throw SecurityTalk.refusal(objection.get());
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(OUR_BITS);
        KeyPair pair = generator.generateKeyPair();
        RsaKey ours = RsaKey.of((RSAPublicKey) pair.getPublic());
        talk.send(ours.wire());

        byte[] ourSecret = new byte[keyBytes];
        new SecureRandom().nextBytes(ourSecret);
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, theirs.key());
        byte[] hidden = rsa.doFinal(ourSecret);
        talk.send(new WireBuffer().u16(hidden.length).put(hidden));
        byte[] theirSecret = theirSecret(rsa, pair, ours.length());

        Eax outgoing = new Eax(Arrays.copyOf(digest(theirSecret, ourSecret), keyBytes));
        Eax incoming = new Eax(Arrays.copyOf(digest(ourSecret, theirSecret), keyBytes));
        SecurityTalk encrypted =
                talk.through(new WireReader(new EaxInput(talk.in(), incoming)), new EaxOutput(talk.out(), outgoing));
        encrypted.send(digest(ours.wire(), theirs.wire()));
        byte[] expected = digest(theirs.wire(), ours.wire());
        if (!MessageDigest.isEqual(expected, encrypted.read(expected.length))) {
            throw SecurityTalk.refusal("The server saw other keys than we did: someone stands in between.");
        }
        login(encrypted);
        return encrypted;
    }

    private byte[] theirSecret(Cipher rsa, KeyPair pair, int length)
            throws GeneralSecurityException, RfbProtocolException, RfbConnectionException {
        int announced = talk.in().u16();
        if (announced != length) {
            throw new RfbProtocolException("The server's secret is " + announced + " bytes long, not " + length + ".");
        }
        rsa.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        byte[] secret = rsa.doFinal(talk.read(length));
        if (secret.length != keyBytes) {
            throw new RfbProtocolException(
                    "The server's secret has " + secret.length + " bytes, not " + keyBytes + ".");
        }
        return secret;
    }

    private static void login(SecurityTalk encrypted) throws RfbProtocolException, RfbConnectionException {
        int wanted = encrypted.in().u8();
        if (wanted != USER_AND_PASSWORD && wanted != PASSWORD) {
            throw new RfbProtocolException("The server wants credentials of the unknown kind " + wanted + ".");
        }
        byte[] user = wanted == USER_AND_PASSWORD ? encrypted.userName().getBytes(StandardCharsets.UTF_8) : new byte[0];
        byte[] password = encrypted.passwordBytes();
        try {
            if (user.length > MOST_TEXT || password.length > MOST_TEXT) {
                throw SecurityTalk.refusal("User name and password may have at most 255 bytes for this server.");
            }
            encrypted.send(new WireBuffer()
                    .u8(user.length)
                    .put(user)
                    .u8(password.length)
                    .put(password));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private ServerIdentity identity(RsaKey key) throws GeneralSecurityException {
        byte[] full = MessageDigest.getInstance("SHA-256").digest(key.wire());
        byte[] brief = Arrays.copyOf(MessageDigest.getInstance("SHA-1").digest(key.wire()), 8);
        return new ServerIdentity(
                talk.options().serverName(),
                ServerIdentity.Kind.RSA_KEY,
                HexFormat.of().formatHex(full),
                HexFormat.ofDelimiter("-").formatHex(brief),
                ServerIdentity.Problem.UNKNOWN);
    }

    private byte[] digest(byte[] first, byte[] second) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(hash);
        digest.update(first);
        return digest.digest(second);
    }
}
