import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what is in a sandbox image as a CycloneDX 1.5 list: Debian packages, npm packages, our jars, the Java runtime.
 * The same inputs make the same file: it has neither a time nor the name of a machine or a registry.
 *
 * <p>Run by the script {@code build} with Jackson on the class path: {@code Sbom VERSION REVISION TIER INVENTORY
 * LOCKS JARS DEPENDENCIES RELEASE}. INVENTORY is what {@code inventory} printed in a container of the image, LOCKS a
 * folder with {@code node/} and {@code ai/package-lock.json}, DEPENDENCIES what Maven lists as the agent's, RELEASE the
 * runtime's file of that name.
 */
final class Sbom {
    private static final String NPM_FOLDER = "/node_modules/";

    private final List<Map<String, Object>> components = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        Path inventory = Path.of(arguments[3]);
        Sbom sbom = new Sbom();
        sbom.debian(inventory);
        Set<String> present = new TreeSet<>(lines(inventory, "npm"));
        sbom.npm("node", Path.of(arguments[4], "dev", "package-lock.json"), present);
        sbom.npm("ai", Path.of(arguments[4], "ai", "package-lock.json"), present);
        sbom.jars(Path.of(arguments[5]), Path.of(arguments[6]));
        sbom.runtime(Path.of(arguments[7]));
        System.out.println(sbom.document(arguments[0], arguments[1], arguments[2]));
    }

    /** The inventory's lines of one kind, without that word. */
    private static List<String> lines(Path inventory, String kind) throws IOException {
        try (Stream<String> all = Files.lines(inventory)) {
            return all.filter(line -> line.startsWith(kind + "\t"))
                    .map(line -> line.substring(kind.length() + 1))
                    .sorted()
                    .toList();
        }
    }

    private void debian(Path inventory) throws IOException {
        for (String line : lines(inventory, "deb")) {
            String[] fields = line.split("\t");
            String name = fields[0].replaceFirst(":.*", "");
            Map<String, Object> component = component(
                    "library",
                    name,
                    fields[1],
                    "pkg:deb/debian/" + encoded(name) + "@" + encoded(fields[1]) + "?arch=" + fields[2]
                            + "&distro=debian-12");
            component.put(
                    "properties",
                    List.of(Map.of("name", "debian:source", "value", fields[3] + " " + fields[4])));
        }
    }

    private void npm(String folder, Path lock, Set<String> present) throws IOException {
        JsonNode packages =
                JsonMapper.shared().readTree(Files.readString(lock)).path("packages");
        Map<String, JsonNode> sorted = new TreeMap<>();
        packages.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        sorted.forEach((path, node) -> {
            if (!present.contains(folder + "/" + path)) {
                return;
            }
            String name = ("/" + path).substring(("/" + path).lastIndexOf(NPM_FOLDER) + NPM_FOLDER.length());
            String version = node.path("version").asString("");
            Map<String, Object> component =
                    component("library", name, version, "pkg:npm/" + name.replace("@", "%40") + "@" + encoded(version));
            String licence = node.path("license").asString("");
            if (!licence.isEmpty()) {
                component.put("licenses", List.of(Map.of("license", Map.of("name", licence))));
            }
            String integrity = node.path("integrity").asString("");
            if (integrity.startsWith("sha512-")) {
                byte[] digest = Base64.getDecoder().decode(integrity.substring("sha512-".length()));
                component.put("hashes", List.of(hash("SHA-512", digest)));
            }
        });
    }

    /** @param dependencies lines such as {@code group:artifact:jar:version:scope} */
    private void jars(Path folder, Path dependencies) throws IOException {
        Map<String, String[]> coordinates = new TreeMap<>();
        if (Files.exists(dependencies)) {
            for (String line : Files.readAllLines(dependencies)) {
                String[] fields = line.strip().split("[: ]");
                if (fields.length >= 4) {
                    coordinates.put(fields[1] + "-" + fields[3] + ".jar", fields);
                }
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                String file = jar.getFileName().toString();
                String[] known = coordinates.get(file);
                int dash = file.lastIndexOf('-');
                String name = known != null ? known[1] : file.substring(0, dash);
                String version = known != null ? known[3] : file.substring(dash + 1, file.length() - ".jar".length());
                String group = known != null ? known[0] : "org.pilothouse";
                Map<String, Object> component =
                        component("library", name, version, "pkg:maven/" + group + "/" + name + "@" + encoded(version));
                component.put("group", group);
                component.put("hashes", List.of(hash("SHA-256", sha256(jar))));
            }
        }
    }

    private void runtime(Path release) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        }
        String version = properties.getProperty("JAVA_RUNTIME_VERSION", properties.getProperty("JAVA_VERSION", ""))
                .replace("\"", "");
        component("platform", "openjdk", version, "pkg:generic/openjdk@" + encoded(version));
    }

    private Map<String, Object> component(String type, String name, String version, String purl) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        component.put("bom-ref", purl + "#" + components.size());
        component.put("name", name);
        component.put("version", version);
        component.put("purl", purl);
        components.add(component);
        return component;
    }

    private String document(String version, String revision, String tier) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("type", "container");
        image.put("name", "pilothouse/sandbox");
        image.put("version", version);
        image.put(
                "properties",
                List.of(
                        Map.of("name", "org.pilothouse.image.revision", "value", revision),
                        Map.of("name", "org.pilothouse.image.tier", "value", tier)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.5");
        document.put(
                "serialNumber",
                "urn:uuid:" + UUID.nameUUIDFromBytes((version + revision + tier).getBytes(StandardCharsets.UTF_8)));
        document.put("version", 1);
        document.put("metadata", Map.of("component", image));
        document.put("components", components);
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document);
    }

    private static Map<String, Object> hash(String algorithm, byte[] digest) {
        return Map.of("alg", algorithm, "content", HexFormat.of().formatHex(digest));
    }

    private static byte[] sha256(Path file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a package URL wants encoded in names and versions as Debian and npm write them. */
    private static String encoded(String text) {
        return text.replace("%", "%25").replace("+", "%2B").replace(":", "%3A");
    }
}
