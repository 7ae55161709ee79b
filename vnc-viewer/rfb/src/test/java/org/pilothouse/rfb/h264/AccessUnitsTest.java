package org.pilothouse.rfb.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "000001, 3",
        "00000165, 4",
        "00000001 67 00000001 68 00000001 65 88, 16", // parameters belong to the picture after them
        "000001 65 88 000001 41 9a, 5", // a slice that begins a picture
        "000001 65 88 00000001 41 9a, 5", // with a start code of four bytes
        "000001 65 88 000001 41 1a, 10", // a slice that goes on
        "000001 65 88 000001 09 10 000001 41 9a, 5", // a delimiter
        "000001 65 88 000001 0c ff 000001 41 9a, 10", // filling belongs to the picture before it
        "ffffffff, 4",
    })
    void endsBeforeTheNextPicture(String hex, int end) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertEquals(end, AccessUnits.end(bytes, 0, bytes.length));
    }
}
