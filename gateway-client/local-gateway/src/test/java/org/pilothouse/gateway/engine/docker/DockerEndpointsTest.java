package org.pilothouse.gateway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.engine.EngineException;

class DockerEndpointsTest {
    @Test
    void anExplicitAddressWins() {
        var found = DockerEndpoints.find("tcp://127.0.0.1:2375", Map.of("DOCKER_HOST", "unix:///elsewhere.sock"));
        assertEquals("tcp://127.0.0.1:2375", found.endpoint().address());
        assertEquals("configured", found.endpoint().source());
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "ssh://host", "ftp://host"})
    void anAddressOfNoKnownKindIsRefusedWithASentence(String address) {
        var refusal = assertThrows(IllegalStateException.class, () -> DockerEndpoints.find(address, Map.of()));
        assertTrue(refusal.getMessage().contains("Docker engine's address"), refusal.getMessage());
    }

    @Test
    void anEngineThatIsNotThereIsSaidWithWhatHelps() {
        try (DockerEngine engine = DockerEngine.connect("unix:///nonexistent/docker.sock", Map.of())) {
            var failure = assertThrows(EngineException.Unreachable.class, engine::info);
            assertTrue(failure.sentence().contains("unix:///nonexistent/docker.sock (configured)"), failure.sentence());
            assertTrue(failure.sentence().contains("start Docker"), failure.sentence());
        }
    }
}
