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
    /** Public sources, which packages name in their documentation, and this machine itself. */
    private static final List<String> PUBLIC = List.of(".debian.org", ".npmjs.org", "localhost", "127.0.0.1");

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
        holdsNoTraceOfSources(Sandbox.IMAGE);
    }

    static void holdsNoTraceOfSources(String image) throws Exception {
        List<byte[]> names = new ArrayList<>();
        for (String host : sources()) {
            names.add(host.getBytes(StandardCharsets.US_ASCII));
        }
        Assumptions.assumeFalse(names.isEmpty(), "this machine has no package source of its own");
        String history = Sandbox.docker("history", "--no-trunc", image);
        for (byte[] name : names) {
            assertFalse(history.contains(new String(name, StandardCharsets.US_ASCII)), "in the image's history");
        }
        Process save = new ProcessBuilder("docker", "save", image)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(List.of(), found(save.getInputStream(), names), "in the image's layers");
        assertEquals(0, save.waitFor());
    }

    /** Hosts that this machine gets packages from, by apt, by npm or through a proxy. */
    private static Set<String> sources() throws Exception {
        List<String> addresses = new ArrayList<>();
        for (String tool : List.of("apt-get indextargets --format '$(REPO_URI)'", "npm config get registry")) {
            addresses.addAll(Sandbox.run(List.of("sh", "-c", tool + " 2>/dev/null"))
                    .text()
                    .lines()
                    .toList());
        }
        for (String proxy : List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")) {
            addresses.add(System.getenv().getOrDefault(proxy, ""));
        }
        Set<String> hosts = new TreeSet<>();
        for (String address : addresses) {
            String host = address.contains("://") ? URI.create(address.strip()).getHost() : null;
            if (host != null && PUBLIC.stream().noneMatch(host::endsWith)) {
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
