package org.pilothouse.rfb.security;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.pilothouse.rfb.RfbConnectionException;

/** DES challenge and response (RFC 6143, 7.2.2). */
final class VncAuth {
    static final int CHALLENGE_LENGTH = 16;
    private static final int KEY_LENGTH = 8;

    private VncAuth() {}

    static void run(SecurityTalk talk) throws RfbConnectionException {
        byte[] challenge = talk.read(CHALLENGE_LENGTH);
        char[] password = talk.password();
        try {
            talk.send(respond(challenge, password));
        } catch (GeneralSecurityException e) {
            throw SecurityTalk.refusal("This Java runtime has no DES, which VNC passwords need.", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** The challenge encrypted with the first eight bytes of the password. */
    static byte[] respond(byte[] challenge, char[] password) throws GeneralSecurityException {
        byte[] key = key(password);
        try {
            Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
            des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
            return des.doFinal(challenge);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** VNC's DES takes each byte of the password with its bits reversed. */
    private static byte[] key(char[] password) {
        CharBuffer chars = CharBuffer.wrap(password);
        CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
        CharsetEncoder encoder = latin1.canEncode(chars) ? latin1 : StandardCharsets.UTF_8.newEncoder();
        byte[] encoded = new byte[Math.max(KEY_LENGTH, 4 * password.length)];
        encoder.reset().encode(CharBuffer.wrap(password), ByteBuffer.wrap(encoded), true);
        byte[] key = new byte[KEY_LENGTH];
        System.arraycopy(encoded, 0, key, 0, KEY_LENGTH);
        Arrays.fill(encoded, (byte) 0);
        reverseBits(key);
        return key;
    }

    static void reverseBits(byte[] key) {
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (Integer.reverse(key[i]) >>> 24);
        }
    }
}
