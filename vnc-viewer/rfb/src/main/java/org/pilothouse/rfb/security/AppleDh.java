package org.pilothouse.rfb.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireBuffer;

/** Apple's Diffie-Hellman authentication (type 30). */
final class AppleDh {
    private static final int FIELD = 64;
    private static final int LEAST_BITS = 512;
    private static final int MOST_BYTES = 1024;

    private AppleDh() {}

    static void run(SecurityTalk talk) throws RfbProtocolException, RfbConnectionException {
        BigInteger generator = BigInteger.valueOf(talk.in().u16());
        int length = talk.in().u16();
        if (length > MOST_BYTES) {
            throw new RfbProtocolException("The server wants Diffie-Hellman with numbers of " + length + " bytes.");
        }
        BigInteger prime = new BigInteger(1, talk.read(length));
        BigInteger theirs = new BigInteger(1, talk.read(length));
        DiffieHellman agreement = new DiffieHellman(generator, prime, length, LEAST_BITS);
        byte[] shared = agreement.agree(theirs);
        byte[] credentials = new byte[2 * FIELD];
        new SecureRandom().nextBytes(credentials);
        put(talk.userName().getBytes(StandardCharsets.UTF_8), credentials, 0);
        byte[] password = talk.passwordBytes();
        put(password, credentials, FIELD);
        try {
            byte[] key = MessageDigest.getInstance("MD5").digest(shared);
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            talk.send(new WireBuffer().put(aes.doFinal(credentials)).put(agreement.publicKey()));
        } catch (GeneralSecurityException e) {
            throw SecurityTalk.refusal("This Java runtime cannot do Apple's authentication.", e);
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(credentials, (byte) 0);
        }
    }

    private static void put(byte[] text, byte[] to, int offset) throws RfbConnectionException {
        if (text.length >= FIELD) {
            throw SecurityTalk.refusal("User name and password may have at most 63 bytes for this server.");
        }
        System.arraycopy(text, 0, to, offset, text.length);
        to[offset + text.length] = 0;
    }
}
