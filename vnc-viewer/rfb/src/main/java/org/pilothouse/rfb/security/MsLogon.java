package org.pilothouse.rfb.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireBuffer;

/** UltraVNC's MSLogonII (type 113). Its keys of 64 bits are broken in no time; it only keeps passwords from being read at a glance. */
final class MsLogon {
    private static final int NUMBER = 8;
    private static final int USER_FIELD = 256;
    private static final int PASSWORD_FIELD = 64;
    private static final int LEAST_BITS = 16;

    private MsLogon() {}

    static void run(SecurityTalk talk) throws RfbProtocolException, RfbConnectionException {
        BigInteger generator = new BigInteger(1, talk.read(NUMBER));
        BigInteger prime = new BigInteger(1, talk.read(NUMBER));
        BigInteger theirs = new BigInteger(1, talk.read(NUMBER));
        DiffieHellman agreement = new DiffieHellman(generator, prime, NUMBER, LEAST_BITS);
        byte[] shared = agreement.agree(theirs);
        byte[] user = field(talk.userName().getBytes(StandardCharsets.UTF_8), USER_FIELD);
        byte[] password = talk.passwordBytes();
        byte[] passwordField = field(password, PASSWORD_FIELD);
        try {
            talk.send(new WireBuffer()
                    .put(agreement.publicKey())
                    .put(encrypt(user, shared))
                    .put(encrypt(passwordField, shared)));
        } catch (GeneralSecurityException e) {
            throw SecurityTalk.refusal("This Java runtime has no DES, which this server needs.", e);
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(passwordField, (byte) 0);
        }
    }

    private static byte[] encrypt(byte[] plain, byte[] key) throws GeneralSecurityException {
        byte[] reversed = key.clone();
        VncAuth.reverseBits(reversed);
        Cipher des = Cipher.getInstance("DES/CBC/NoPadding");
        des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(reversed, "DES"), new IvParameterSpec(key));
        return des.doFinal(plain);
    }

    private static byte[] field(byte[] text, int length) throws RfbConnectionException {
        if (text.length >= length) {
            throw SecurityTalk.refusal("User name or password is too long for this server.");
        }
        byte[] field = new byte[length];
        new SecureRandom().nextBytes(field);
        System.arraycopy(text, 0, field, 0, text.length);
        field[text.length] = 0;
        return field;
    }
}
