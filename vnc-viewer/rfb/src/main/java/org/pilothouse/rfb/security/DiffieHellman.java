package org.pilothouse.rfb.security;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/** Our side of a key agreement over numbers that the server chose. */
final class DiffieHellman {
    private final BigInteger prime;
    private final BigInteger secret;
    private final BigInteger ours;
    private final int length;

    /**
     * Takes the server's numbers.
     *
     * @param length of all numbers on the wire, bytes
     * @throws RfbProtocolException if they are no prime and members of its group, as far as is cheap to tell
     */
    DiffieHellman(BigInteger generator, BigInteger prime, int length, int leastBits) throws RfbProtocolException {
        if (!prime.testBit(0)
                || prime.bitLength() < leastBits
                || generator.compareTo(BigInteger.ONE) <= 0
                || generator.compareTo(prime) >= 0) {
            throw new RfbProtocolException("The server's Diffie-Hellman numbers make no sense.");
        }
        this.prime = prime;
        this.length = length;
        this.secret = new BigInteger(prime.bitLength() - 1, new SecureRandom()).max(BigInteger.TWO);
        this.ours = generator.modPow(secret, prime);
    }

    /** What the server may know. */
    byte[] publicKey() {
        return padded(ours);
    }

    /** What only both sides know. */
    byte[] agree(BigInteger theirs) throws RfbProtocolException {
        if (theirs.compareTo(BigInteger.ONE) <= 0 || theirs.compareTo(prime.subtract(BigInteger.ONE)) >= 0) {
            throw new RfbProtocolException("The server's Diffie-Hellman key makes no sense.");
        }
        return padded(theirs.modPow(secret, prime));
    }

    private byte[] padded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        Arrays.fill(bytes, (byte) 0);
        return fixed;
    }
}
