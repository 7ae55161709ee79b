package org.pilothouse.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeTest {

    @Test
    void flagsAndVariablesAreRead() {
        GatewayConfig config = Serve.config(
                List.of("--state-dir", "/tmp/x", "--approval-minutes", "3", "--label", "a=b"),
                Map.of("PILOTHOUSE_ARTIFACT_LIMIT_MB", "7", "PILOTHOUSE_APPROVAL_MINUTES", "9"));
        assertEquals(Duration.ofMinutes(3), config.runs().approvalLife(), "a flag beats a variable");
        assertEquals(7L * 1024 * 1024, config.runs().artifactLimitBytes());
        assertEquals(Map.of("a", "b"), config.extraLabels());
    }

    @ParameterizedTest
    @CsvSource({
        "--approval-minutes,0",
        "--approval-minutes,soon",
        "--artifact-limit-mb,-1",
        "--port,70000",
        "--bind,192.0.2.1",
        "--fly,high"
    })
    void whatMakesNoSenseIsSaidToBeThat(String flag, String value) {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> Serve.config(List.of("--state-dir", "/tmp/x", flag, value), Map.of()));
        assertTrue(e.getMessage().contains(flag) || e.getMessage().contains("loopback"), e.getMessage());
    }
}
