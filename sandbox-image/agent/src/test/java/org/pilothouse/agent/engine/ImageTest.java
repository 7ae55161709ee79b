package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** What is, and what must not be, in the image. */
@Tag("engine")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ImageTest {
    /** Public archives, which any Debian names in its documentation. */
    private static final String PUBLIC = ".debian.org";

    @Test
    void saysWhatItIsAndRunsAsNobodySpecial() throws Exception {
        String config = Sandbox.docker("inspect", "--format", "{{json .Config}}", Sandbox.IMAGE);
        assertTrue(config.contains("\"org.pilothouse.image.version\":\""), config);
        assertTrue(config.contains("\"org.pilothouse.image.revision\":\""), config);
        assertTrue(config.contains("\"User\":\"1000:1000\""), config);
        assertTrue(config.contains("\"Entrypoint\":[\"/usr/bin/tini\""), config);
        assertFalse(config.contains("\"ExposedPorts\":{\""), config);
    }

    /** Every part of an installation has to carry its own weight. */
    @Test
    void isSmallerThan700Megabytes() throws Exception {
        long size = Long.parseLong(Sandbox.docker("inspect", "--format", "{{.Size}}", Sandbox.IMAGE)
                .strip());
        assertTrue(size < 700_000_000, size + " bytes");
    }

    @Test
    void listsWhatIsInIt() throws Exception {
        String text = Sandbox.docker(
                "run",
                "--rm",
                "--network",
                "none",
                "--entrypoint",
                "cat",
                Sandbox.IMAGE,
                "/opt/pilothouse/sbom.cdx.json");
        JsonNode list = Json.LENIENT.readTree(text);
        assertEquals("CycloneDX", list.path("bomFormat").asString());
        Set<String> purls = new TreeSet<>();
        list.path("components").forEach(c -> purls.add(c.path("purl").asString()));
        for (String beginning : List.of(
                "pkg:deb/debian/tigervnc-standalone-server@",
                "pkg:deb/debian/novnc@",
                "pkg:maven/org.pilothouse/pilothouse-agent@",
                "pkg:maven/tools.jackson.core/jackson-databind@",
                "pkg:generic/openjdk@25")) {
            assertTrue(purls.stream().anyMatch(purl -> purl.startsWith(beginning)), beginning);
        }
        String installed = Sandbox.docker(
                "run", "--rm", "--network", "none", "--entrypoint", "dpkg-query", Sandbox.IMAGE, "-W", "-f", "x\n");
        assertTrue(
                purls.stream().filter(purl -> purl.startsWith("pkg:deb/")).count()
                        >= installed.lines().count(),
                "every Debian package is on the list");
    }

    @Test
    void hasNoPackageListsLogsOrSettingsOfTheBuild() throws Exception {
        String left = Sandbox.docker(
                "run",
                "--rm",
                "--network",
                "none",
                "--entrypoint",
                "sh",
                Sandbox.IMAGE,
                "-c",
                "ls /var/lib/apt/lists /etc/apt/auth.conf.d /tmp /run/secrets 2>/dev/null | grep -v :; "
                        + "find /var/log /build /out -type f 2>/dev/null; grep -ri proxy /etc/apt/apt.conf.d; true");
        assertEquals("", left.strip());
    }

    @Test
    void holdsNoTraceOfTheBuildingMachinesPackageSources() throws Exception {
        List<byte[]> names = new ArrayList<>();
        for (String host : archiveHosts()) {
            names.add(host.getBytes(StandardCharsets.US_ASCII));
        }
        Assumptions.assumeFalse(names.isEmpty(), "this machine's apt names no archive of its own");
        String history = Sandbox.docker("history", "--no-trunc", Sandbox.IMAGE);
        for (byte[] name : names) {
            assertFalse(history.contains(new String(name, StandardCharsets.US_ASCII)), "in the image's history");
        }
        Process save = new ProcessBuilder("docker", "save", Sandbox.IMAGE)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(List.of(), found(save.getInputStream(), names), "in the image's layers");
        assertEquals(0, save.waitFor());
    }

    private static Set<String> archiveHosts() throws Exception {
        Set<String> hosts = new TreeSet<>();
        Sandbox.Result targets;
        try {
            targets = Sandbox.run(List.of("apt-get", "indextargets", "--format", "$(REPO_URI)"));
        } catch (java.io.IOException e) {
            return hosts;
        }
        for (String uri : targets.text().lines().toList()) {
            String host = uri.contains("://") ? URI.create(uri).getHost() : null;
            if (host != null && !host.endsWith(PUBLIC)) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    /** Looks for words in a long stream; a word may lie across two reads. */
    private static List<String> found(InputStream in, List<byte[]> words) throws Exception {
        Set<String> found = new TreeSet<>();
        int longest = words.stream().mapToInt(w -> w.length).max().orElse(0);
        byte[] window = new byte[1 << 20];
        int kept = 0;
        while (true) {
            int read = in.readNBytes(window, kept, window.length - kept);
            if (read == 0) {
                return List.copyOf(found);
            }
            int end = kept + read;
            for (byte[] word : words) {
                if (contains(window, end, word)) {
                    found.add(new String(word, StandardCharsets.US_ASCII));
                }
            }
            kept = Math.min(longest, end);
            System.arraycopy(window, end - kept, window, 0, kept);
        }
    }

    private static boolean contains(byte[] text, int end, byte[] word) {
        for (int i = 0; i + word.length <= end; i++) {
            if (text[i] == word[0] && Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }
}
