package org.pilothouse.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the test vectors of the paper that defines EAX (Bellare, Rogaway, Wagner 2004, appendix). */
class EaxTest {
    @ParameterizedTest
    @CsvSource({
        "'', 233952DEE4D5ED5F9B9C6D6FF80FF478, 62EC67F9C3A4A407FCB2A8C49031A8B3, 6BFB914FD07EAE6B, "
                + "E037830E8389F27B025A2D6527E79D01",
        "F7FB, 91945D3F4DCBEE0BF45EF52255F095A4, BECAF043B0A23D843194BA972C66DEBD, FA3BFD4806EB53FA, "
                + "19DD5C4C9331049D0BDAB0277408F67967E5",
        "CA40D7446E545FFAED3BD12A740A659FFBBB3CEAB7, 8395FCF1E95BEBD697BD010BC766AAC3, "
                + "22E7ADD93CFC6393C57EC0B3C17D6B44, 126735FCC320D25A, "
                + "CB8920F87A6C75CFF39627B56E3ED197C552D295A7CFC46AFC253B4652B1AF3795B124AB6E",
    })
    void agreesWithThePaper(String message, String key, String nonce, String header, String sealed)
            throws GeneralSecurityException {
        byte[] plain = bytes(message);
        byte[] result = new Eax(bytes(key), bytes(nonce)).seal(bytes(header), plain, 0, plain.length);
        assertEquals(sealed, HexFormat.of().formatHex(result).toUpperCase(Locale.ROOT));

        assertTrue(new Eax(bytes(key), bytes(nonce)).open(bytes(header), result, plain.length));
        assertArrayEquals(plain, Arrays.copyOf(result, plain.length));
    }

    @Test
    void noticesAnyChange() throws GeneralSecurityException {
        byte[] key = new byte[32];
        byte[] header = {0, 5};
        byte[] sealed = new Eax(key).seal(header, new byte[] {1, 2, 3, 4, 5}, 0, 5);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(new Eax(key).open(header, changed, 5), "bit " + bit);
        }
        assertFalse(new Eax(key).open(new byte[] {0, 4}, sealed.clone(), 5), "header");
    }

    @Test
    void aRecordThatComesAgainIsRefused() throws GeneralSecurityException {
        byte[] header = {0, 1};
        byte[] sealed = new Eax(new byte[16]).seal(header, new byte[] {7}, 0, 1);
        Eax receiver = new Eax(new byte[16]);
        assertTrue(receiver.open(header, sealed.clone(), 1));
        assertFalse(receiver.open(header, sealed.clone(), 1));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
