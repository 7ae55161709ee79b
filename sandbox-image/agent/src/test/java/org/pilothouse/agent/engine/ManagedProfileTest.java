package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The flags under which the gateway runs a sandbox are enough for it, and bind. */
@Tag("engine")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ManagedProfileTest {
    @Test
    void nothingListensNothingIsPrivilegedAndTheImageStaysAsItIs() throws Exception {
        Sandbox sandbox = Sandbox.started();
        try {
            sandbox.awaitReady();
            String listening = sandbox.shell("cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == \"0A\"'");
            assertEquals("", listening.strip(), "no TCP port");
            assertEquals(
                    "lo",
                    sandbox.shell("ls /sys/class/net | grep -vE '^(tunl|sit|ip6tnl|gre|erspan|ip_vti|ip6_vti)' | xargs")
                            .strip(),
                    "no network");
            for (String status : sandbox.shell("cat /proc/[0-9]*/status").split("\nName:")) {
                if (status.contains("CapEff")) {
                    assertTrue(status.contains("CapEff:\t0000000000000000"), status);
                    assertTrue(status.contains("NoNewPrivs:\t1"), status);
                    assertTrue(status.contains("Uid:\t1000\t1000"), status);
                }
            }
            for (String place : List.of("/opt/pilothouse", "/usr/bin", "/etc")) {
                String tried = sandbox.shell("touch " + place + "/x 2>&1 || true");
                assertTrue(tried.contains("Read-only file system") || tried.contains("denied"), tried);
            }
            String open = sandbox.shell("find /run/pilothouse /tmp -type s -perm /077 ! -path '/tmp/.X11-unix/*'");
            assertEquals(
                    "",
                    open.lines()
                            .filter(line -> line.contains("vnc.sock"))
                            .findAny()
                            .orElse(""),
                    open);
        } finally {
            sandbox.remove();
        }
    }
}
