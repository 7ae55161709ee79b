package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** The HTTP API of a sandbox, on a unix socket in it. */
final class SandboxApi {
    static final String SOCKET = "/run/pilothouse/api.sock";
    static final String SETTING = "PILOTHOUSE_API_LISTEN=unix:" + SOCKET;

    private final Sandbox sandbox;

    private SandboxApi(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Of a sandbox that was started with {@link #SETTING}, once it is there. */
    static SandboxApi of(Sandbox sandbox) throws Exception {
        sandbox.awaitReady();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!sandbox.shell("test -S " + SOCKET + " && echo there || true").contains("there")) {
            assertTrue(System.nanoTime() < deadline, sandbox.logs());
            Thread.sleep(50);
        }
        return new SandboxApi(sandbox);
    }

    /** The answer's body, by the shell that is there: no curl is needed in the image. */
    String call(String method, String path, String body) throws Exception {
        String request =
                method + " " + path + " HTTP/1.0\\r\\nHost: localhost\\r\\nAuthorization: Bearer '\"$t\"'\\r\\n"
                        + "Content-Length: " + body.length() + "\\r\\n\\r\\n" + body;
        return sandbox.shell("t=$(cat ~/.config/pilothouse/api-token); printf '" + request
                + "' | socat -t 60 - UNIX-CONNECT:" + SOCKET + " | sed '1,/^\\r$/d'");
    }

    JsonNode json(String method, String path, String body) throws Exception {
        return Json.LENIENT.readTree(call(method, path, body));
    }
}
