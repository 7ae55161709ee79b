package org.pilothouse.cli.command;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.OutcomeException;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.artifact.ArtifactMetadata;
import org.pilothouse.protocol.artifact.ArtifactRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse artifacts}. */
@Command(name = "artifacts", description = "Pictures, trees, logs that runs left behind.")
public final class ArtifactsCommand extends GatewayCommands {
    private static final String ID = "ARTIFACT";
    private static final long MOST = 2L * 1024 * 1024 * 1024 - 1024;

    private record Verified(String artifactId, long sizeBytes, String sha256, boolean expectedKnown) {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Content(byte[] bytes, String sha256, boolean expectedKnown) {}

    private record Saved(String artifactId, String file, long sizeBytes, String sha256) {}

    @Command(description = "What it is, and what it belongs to.")
    void show(@Parameters(paramLabel = ID) String id) throws GatewayException {
        ArtifactMetadata metadata = call(client -> client.artifacts().metadata(id));
        ArtifactRef artifact = metadata.artifact();
        show(metadata, () -> Table.of("artifact", "kind", "type", "bytes", "sha-256", "sensitivity")
                .row(
                        artifact.artifactId(),
                        artifact.kind(),
                        artifact.mimeType(),
                        artifact.sizeBytes(),
                        artifact.sha256(),
                        metadata.sensitivity()));
    }

    @Command(description = "Save it to a file that is not there yet; its hash is checked.")
    void get(
            @Parameters(paramLabel = ID) String id,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            required = true,
                            description = "Where to.")
                    Path file)
            throws GatewayException {
        Content content = call(client -> checked(client, id));
        long size = NewFile.write(file, out -> out.write(content.bytes()));
        show(new Saved(id, file.toString(), size, content.sha256()), () -> file + ": " + size + " bytes");
    }

    @Command(description = "Fetch it and compare it with its hash; 5 where it differs.")
    void verify(@Parameters(paramLabel = ID) String id) throws GatewayException {
        Content content = call(client -> checked(client, id));
        Verified verified = new Verified(id, content.bytes().length, content.sha256(), content.expectedKnown());
        show(
                verified,
                () -> id
                        + (verified.expectedKnown() ? " is whole: " : " has no hash to compare with; it is: ")
                        + verified.sha256());
    }

    private static Content checked(GatewayClient client, String id) throws GatewayException {
        @Nullable String expected = client.artifacts().metadata(id).artifact().sha256();
        byte[] bytes = client.artifacts().bytes(id, MOST);
        String found = sha256(bytes);
        if (expected != null && !expected.equalsIgnoreCase(found)) {
            throw OutcomeException.failed(
                    "artifact_damaged",
                    "The artifact " + id + " should have the hash " + expected + ", but it has " + found + ".");
        }
        return new Content(bytes, found, expected != null);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
