package org.pilothouse.gateway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.EngineException.ImageMissing.Why;

/** The engine's own words for a pull that failed, as Docker 20.10 says them. */
class PullErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pull access denied for x, repository does not exist or may require 'docker login'        | UNAUTHORIZED
            Head "https://r/v2/x/manifests/1": unauthorized: authentication required                 | UNAUTHORIZED
            manifest for r/x:1 not found: manifest unknown: manifest unknown                         | NOT_FOUND
            Get "https://r/v2/": dial tcp: lookup r on 10.0.0.2:53: no such host                     | NO_NETWORK
            Get "https://r/v2/": dial tcp 10.0.0.9:443: connect: connection refused                  | NO_NETWORK
            Get "https://r/v2/": net/http: request canceled while waiting for connection             | NO_NETWORK
            something else went wrong                                                                | ABSENT
            """)
    void isSortedByWhatHelps(String said, Why why) {
        var error = PullErrors.of("r/x:1", new EngineException.Failed(said, null));
        assertEquals(why, error.why());
        assertTrue(error.sentence().startsWith("Image r/x:1 could not be pulled: "), error.sentence());
        assertTrue(error.sentence().contains(said.strip()), error.sentence());
    }
}
