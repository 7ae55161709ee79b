package org.pilothouse.rfb.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in EAX mode (Bellare, Rogaway, Wagner 2004) for one direction: the nonce counts the records, little-endian. Java has no EAX; it is
 * made of CTR and of CBC, whose last block is the CMAC.
 */
final class Eax {
    static final int TAG_BYTES = 16;
    private static final int BLOCK = 16;
    private static final int REDUCTION = 0x87;
    private static final IvParameterSpec ZERO = new IvParameterSpec(new byte[BLOCK]);

    private final SecretKeySpec key;
    private final Cipher ctr;
    private final Cipher cbc;
    private final byte[] whole;
    private final byte[] padded;
    private final byte[] nonce = new byte[BLOCK];
    private byte[] work = new byte[0];

    Eax(byte[] key) throws GeneralSecurityException {
        this(key, new byte[BLOCK]);
    }

    /** Starts counting at another nonce than zero. */
    Eax(byte[] key, byte[] firstNonce) throws GeneralSecurityException {
        System.arraycopy(firstNonce, 0, nonce, 0, BLOCK);
        this.key = new SecretKeySpec(key, "AES");
        ctr = Cipher.getInstance("AES/CTR/NoPadding");
        cbc = Cipher.getInstance("AES/CBC/NoPadding");
        cbc.init(Cipher.ENCRYPT_MODE, this.key, ZERO);
        whole = doubled(cbc.doFinal(new byte[BLOCK]));
        padded = doubled(whole);
    }

    /** Encrypts the next record: data, then the tag. */
    byte[] seal(byte[] header, byte[] data, int offset, int length) throws GeneralSecurityException {
        byte[] start = mac(0, nonce, 0, BLOCK);
        ctr.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start));
        byte[] sealed = Arrays.copyOf(ctr.doFinal(data, offset, length), length + TAG_BYTES);
        byte[] tag = tag(start, header, sealed, length);
        System.arraycopy(tag, 0, sealed, length, TAG_BYTES);
        count();
        return sealed;
    }

    /**
     * Decrypts the next record of {@code length} bytes and a tag, in place.
     *
     * @return false if it is not what the other side sealed
     */
    boolean open(byte[] header, byte[] record, int length) throws GeneralSecurityException {
        byte[] start = mac(0, nonce, 0, BLOCK);
        byte[] tag = tag(start, header, record, length);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(record, length, length + TAG_BYTES))) {
            return false;
        }
        ctr.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(start));
        ctr.doFinal(record, 0, length, record, 0);
        count();
        return true;
    }

    private byte[] tag(byte[] start, byte[] header, byte[] sealed, int length) throws GeneralSecurityException {
        byte[] tag = mac(2, sealed, 0, length);
        byte[] head = mac(1, header, 0, header.length);
        for (int i = 0; i < TAG_BYTES; i++) {
            tag[i] ^= (byte) (start[i] ^ head[i]);
        }
        return tag;
    }

    /** CMAC over a block that tells the purpose, and data. */
    private byte[] mac(int purpose, byte[] data, int offset, int length) throws GeneralSecurityException {
        int blocks = 1 + (length + BLOCK - 1) / BLOCK;
        int size = blocks * BLOCK;
        if (work.length < size) {
            work = new byte[size];
        }
        Arrays.fill(work, 0, BLOCK, (byte) 0);
        work[BLOCK - 1] = (byte) purpose;
        System.arraycopy(data, offset, work, BLOCK, length);
        Arrays.fill(work, BLOCK + length, size, (byte) 0);
        byte[] mask = whole;
        if (BLOCK + length < size) {
            work[BLOCK + length] = (byte) 0x80;
            mask = padded;
        }
        for (int i = 0; i < BLOCK; i++) {
            work[size - BLOCK + i] ^= mask[i];
        }
        cbc.doFinal(work, 0, size, work, 0);
        return Arrays.copyOfRange(work, size - BLOCK, size);
    }

    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int next = i + 1 < BLOCK ? (block[i + 1] & 0xFF) >> 7 : 0;
            result[i] = (byte) (block[i] << 1 | next);
        }
        if (block[0] < 0) {
            result[BLOCK - 1] ^= (byte) REDUCTION;
        }
        return result;
    }

    private void count() {
        for (int i = 0; i < BLOCK && ++nonce[i] == 0; i++) {
            // the carry goes on
        }
    }
}
