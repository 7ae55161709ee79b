package org.pilothouse.rfb.security;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/** A public key as RSA-AES sends it: its length in bits (four bytes), modulus and exponent, each as long as the length says. */
final class RsaKey {
    private static final int LEAST_BITS = 1024;
    private static final int MOST_BITS = 8192;

    private final RSAPublicKey key;
    private final byte[] wire;

    private RsaKey(RSAPublicKey key, byte[] wire) {
        this.key = key;
        this.wire = wire;
    }

    /** To encrypt with. */
    RSAPublicKey key() {
        return key;
    }

    /** The bytes as they are sent. */
    byte[] wire() {
        return wire;
    }

    static RsaKey read(WireReader in) throws RfbProtocolException, RfbConnectionException {
        long bits = in.u32();
        if (bits < LEAST_BITS || bits > MOST_BITS) {
            throw new RfbProtocolException("The server has an RSA key of " + bits + " bits; between " + LEAST_BITS
                    + " and " + MOST_BITS + " are accepted.");
        }
        int length = (int) (bits + 7) / 8;
        byte[] numbers = new byte[2 * length];
        in.readFully(numbers, 0, numbers.length);
        BigInteger modulus = new BigInteger(1, Arrays.copyOf(numbers, length));
        BigInteger exponent = new BigInteger(1, Arrays.copyOfRange(numbers, length, 2 * length));
        if (modulus.bitLength() < LEAST_BITS || !modulus.testBit(0) || exponent.compareTo(BigInteger.TWO) <= 0) {
            throw new RfbProtocolException("The server's RSA key makes no sense.");
        }
        try {
            RSAPublicKey key = (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new RsaKey(key, new WireBuffer().u32((int) bits).put(numbers).toByteArray());
        } catch (GeneralSecurityException e) {
            throw new RfbProtocolException("The server's RSA key is not accepted: " + e.getMessage(), e);
        }
    }

    static RsaKey of(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        int length = (bits + 7) / 8;
        byte[] wire = new WireBuffer()
                .u32(bits)
                .put(padded(key.getModulus(), length))
                .put(padded(key.getPublicExponent(), length))
                .toByteArray();
        return new RsaKey(key, wire);
    }

    /** Bytes of the modulus, which is how long what is encrypted with the key becomes. */
    int length() {
        return (key.getModulus().bitLength() + 7) / 8;
    }

    private static byte[] padded(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }
}
