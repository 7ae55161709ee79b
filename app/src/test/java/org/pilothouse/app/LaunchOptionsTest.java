package org.pilothouse.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchOptionsTest {
    private static LaunchOptions parse(String... arguments) throws LaunchOptions.BadOptionsException {
        return LaunchOptions.parse(List.of(arguments));
    }

    @Test
    void nothingMeansTheLocalGateway() throws Exception {
        LaunchOptions options = parse();
        assertNull(options.gateway());
        assertNull(options.state());
    }

    @Test
    void aRemoteGatewayAndAStateFolder() throws Exception {
        LaunchOptions options = parse("--gateway", "https://g.example:8788", "--token-file", "/t", "--state", "/s");
        assertEquals(URI.create("https://g.example:8788/"), options.gateway());
        assertEquals(Path.of("/t"), options.tokenFile());
        assertEquals(Path.of("/s"), options.state());
        assertTrue(parse("--help").help());
    }

    @ParameterizedTest
    @CsvSource({
        "--colour, There is no option --colour; see --help.",
        "--state, --state needs a value; see --help.",
        "--gateway http://g, --gateway and --token-file belong together; give both or neither.",
        "--token-file /t, --gateway and --token-file belong together; give both or neither.",
        "--gateway g --token-file /t, --gateway wants an address such as https://gateway.example:8788.",
        "--gateway http://u:p@g --token-file /t, --gateway wants an address such as https://gateway.example:8788.",
        "--gateway --token-file /t, --gateway needs a value; see --help."
    })
    void whatMakesNoSenseIsSaidInOneSentence(String line, String sentence) {
        var failure = assertThrows(LaunchOptions.BadOptionsException.class, () -> parse(line.split(" ")));
        assertEquals(sentence, failure.getMessage());
    }
}
