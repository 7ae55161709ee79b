package org.pilothouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.cli.Terminal.Answer;

/** What the command line says before, or without, a gateway. */
class CommandLineTest {
    @TempDir
    Path folder;

    @Test
    void tellsWhatThereIs() {
        Answer answer = new Terminal().type();
        assertEquals(ExitStatus.OK, answer.status());
        assertTrue(answer.out().contains("environments"), answer.out());
        assertEquals(
                ExitStatus.OK, new Terminal().type("environments", "--help").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"enviroments list", "environments lst", "environments start", "runs list --limit many"})
    void aLineThatMakesNoSenseGetsASentence(String line) {
        Answer answer = new Terminal().type(line.split(" "));
        assertEquals(ExitStatus.USAGE, answer.status());
        assertTrue(answer.err().startsWith("pilothouse: "), answer.err());
        assertTrue(answer.err().lines().count() <= 4, answer.err());
    }

    @Test
    void asksForWhatIsMissing() throws IOException {
        assertTrue(new Terminal().type("environments", "list").err().contains("--gateway"));
        Answer noToken = new Terminal().type("environments", "list", "--gateway", "http://127.0.0.1:1");
        assertTrue(noToken.err().contains("--token-file"), noToken.err());
        Path empty = Files.createFile(folder.resolve("empty"));
        Answer emptyToken = new Terminal("--gateway", "http://127.0.0.1:1", "--token-file", empty.toString())
                .type("environments", "list");
        assertEquals(ExitStatus.USAGE, emptyToken.status());
        assertTrue(emptyToken.err().contains("one line"), emptyToken.err());
        Answer badAddress = new Terminal("--gateway", "ftp://127.0.0.1", "--token-file", token().toString())
                .type("environments", "list");
        assertEquals(ExitStatus.USAGE, badAddress.status());
    }

    @Test
    void noGatewayIsToldApartFromARefusal() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Answer answer = new Terminal(
                        "--gateway", "http://127.0.0.1:" + port, "--token-file", token().toString(), "--json")
                .type("environments", "list");
        assertEquals(ExitStatus.UNREACHABLE, answer.status());
        assertEquals("unreachable", answer.error().path("error").asString());
        assertFalse(answer.error().path("next_step").asString().isEmpty());
        assertEquals("", answer.out(), "nothing that a program could take for an answer");
    }

    @Test
    void completionKnowsTheVerbs() {
        Answer answer = new Terminal().type("generate-completion");
        assertEquals(ExitStatus.OK, answer.status());
        assertTrue(answer.out().contains("environments"));
        assertTrue(answer.out().contains("approvals"));
    }

    private Path token() throws IOException {
        return Files.writeString(folder.resolve("token"), "0123456789abcdef0123456789abcdef\n");
    }
}
