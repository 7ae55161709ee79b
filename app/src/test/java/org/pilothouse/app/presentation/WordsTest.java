package org.pilothouse.app.presentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "59, 59 s",
        "60, 1 min",
        "3599, 59 min",
        "3600, 1 h",
        "3660, 1 h 1 min",
        "36060, 10 h",
        "86400, 1 d",
        "97200, 1 d 3 h",
        "8640000, 100 d",
        "-5, 0 s"
    })
    void lengths(long seconds, String text) {
        assertEquals(text, Ages.length(Duration.ofSeconds(seconds)));
    }

    @Test
    void ages() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        assertEquals("just now", Ages.ago(now.minusSeconds(2), now));
        assertEquals("just now", Ages.ago(now.plusSeconds(60), now), "clocks differ");
        assertEquals("3 s ago", Ages.ago(now.minusSeconds(3), now));
    }

    @ParameterizedTest
    @CsvSource({"7, 7 ms", "999, 999 ms", "1734, 1.73 s", "65000, 1 min 5 s"})
    void milliseconds(long millis, String text) {
        assertEquals(text, Ages.milliseconds(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "3f9c1a2b-5d7e-4c10, 3f9c1a2b",
        "sha256:9f86d081884c7d659a2feaa0, 9f86d081884c",
        "dev_hs5albvsordehk6s, dev_hs5albvs",
        "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce, 4e07408562be",
        "abc, abc"
    })
    void briefIds(String id, String brief) {
        assertEquals(brief, Ids.brief(id));
    }

    @ParameterizedTest
    @CsvSource({
        "pilothouse/sandbox:0.1.0, sandbox:0.1.0",
        "registry.example:5000/team/desk:1, desk:1",
        "ubuntu, ubuntu",
        "a/b@sha256:9f86d081884c7d659a2feaa0, b@9f86d081884c"
    })
    void images(String reference, String brief) {
        assertEquals(brief, Ids.image(reference));
    }

    @ParameterizedTest
    @CsvSource({"536870912, 512 MiB", "2147483648, 2 GiB", "33567195136, 31.3 GiB"})
    void sizes(long bytes, String text) {
        assertEquals(text, Sizes.bytes(bytes));
    }

    @Test
    void aNodeIsWhatItsEnvironmentSaysOfIt() {
        assertEquals("Connected", word(Samples.environment("a", "a")));
        assertEquals("Offline", word(Samples.environment("a", "a").nodeConnected(false)));
        assertEquals("Not paired", word(Samples.environment("a", "a").stages(5)));
        assertEquals("–", word(Samples.environment("a", "a").status(EnvironmentStatus.STOPPED)));
        assertEquals("Offline", word(Samples.environment("a", "a").withoutRuntime()));
    }

    private static String word(Samples samples) {
        return NodeLink.of(samples.build(), null).word();
    }
}
