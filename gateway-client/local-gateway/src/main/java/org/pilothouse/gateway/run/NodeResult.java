package org.pilothouse.gateway.run;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.artifact.NewArtifact;
import org.pilothouse.gateway.artifact.Picture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node's answer, taken apart. The node is not trusted: nothing is kept that was not checked.
 *
 * @param result without its tree; null where the operation has none
 * @param evidence without its bytes; null where there was none
 * @param picture to keep apart
 * @param tree to keep apart
 */
record NodeResult(
        @Nullable ObjectNode result,
        @Nullable ObjectNode evidence,
        Optional<NewArtifact> picture,
        Optional<NewArtifact> tree) {
    /** A result without its tree is small; more than this is no result of any operation. */
    static final int MAX_RESULT_CHARS = 4 * 1024 * 1024;

    private static final int MAX_EVIDENCE_CHARS = 16 * 1024;
    private static final int MAX_MATCHES = 64;
    private static final int MAX_WINDOWS = 32;
    private static final int MAX_TIMESTAMP = 64;

    /**
     * @throws InvalidResultException where it is no answer to this operation
     */
    static NodeResult read(String op, @Nullable JsonNode result, @Nullable JsonNode evidence)
            throws InvalidResultException {
        ObjectNode shownEvidence = object(evidence, "evidence");
        Optional<NewArtifact> picture = shownEvidence == null ? Optional.empty() : picture(op, shownEvidence);
        ObjectNode shownResult = object(result, "result");
        Optional<NewArtifact> tree = shownResult == null ? Optional.empty() : tree(op, shownResult);
        if (shownResult != null) {
            checkResult(op, shownResult);
        }
        boolean missing =
                switch (op) {
                    case "screenshot" -> picture.isEmpty();
                    case "snapshot", "query", "wait_for" -> shownResult == null;
                    default -> false;
                };
        if (missing) {
            throw new InvalidResultException("the node's answer to " + op + " lacks what was asked for");
        }
        return new NodeResult(shownResult, shownEvidence, picture, tree);
    }

    private static @Nullable ObjectNode object(@Nullable JsonNode node, String what) throws InvalidResultException {
        if (node == null) {
            return null;
        }
        if (!(node instanceof ObjectNode object)) {
            throw new InvalidResultException("the node's " + what + " is no object");
        }
        return object.deepCopy();
    }

    private static Optional<NewArtifact> picture(String op, ObjectNode evidence) throws InvalidResultException {
        JsonNode base64 = evidence.remove("bytesBase64");
        if (evidence.toString().length() > MAX_EVIDENCE_CHARS) {
            throw new InvalidResultException("what came with the picture is too large");
        }
        if (base64 == null || base64.isNull()) {
            return Optional.empty();
        }
        if (!base64.isString() || base64.asString().length() > Picture.MAX_BYTES / 3L * 4 + 4) {
            throw new InvalidResultException("the node's picture is no base64 text of at most 32 MiB");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.asString());
        } catch (IllegalArgumentException _) {
            throw new InvalidResultException("the node's picture is no base64 text of at most 32 MiB");
        }
        Picture picture = Picture.of(bytes)
                .orElseThrow(() -> new InvalidResultException(
                        "what the node sent as a picture is no PNG or JPEG of a sensible size"));
        String timestamp = evidence.path("timestamp").asString("");
        return Optional.of(
                NewArtifact.screenshot(bytes, picture, op, timestamp.length() > MAX_TIMESTAMP ? "" : timestamp));
    }

    private static Optional<NewArtifact> tree(String op, ObjectNode result) throws InvalidResultException {
        JsonNode tree = result.remove("tree");
        if (tree == null || tree.isNull()) {
            return Optional.empty();
        }
        TreeLimits.check(tree.path("root"));
        ObjectNode kept = result.objectNode();
        kept.set("root", tree.path("root"));
        return Optional.of(NewArtifact.tree(kept.toString().getBytes(StandardCharsets.UTF_8), op, ""));
    }

    private static void checkResult(String op, ObjectNode result) throws InvalidResultException {
        checkSize(result);
        switch (op) {
            case "query" -> {
                JsonNode matches = result.path("matches");
                if (!matches.isArray() || matches.size() > MAX_MATCHES) {
                    throw new InvalidResultException("the matches are no list of at most " + MAX_MATCHES);
                }
                for (JsonNode match : matches) {
                    if (!match.isObject()) {
                        throw new InvalidResultException("a match is no object");
                    }
                    if (match.has("node")) {
                        TreeLimits.check(match.path("node"));
                    }
                }
            }
            case "snapshot" -> {
                JsonNode windows = result.path("windows");
                if (!windows.isMissingNode() && (!windows.isArray() || windows.size() > MAX_WINDOWS)) {
                    throw new InvalidResultException("the windows are no list of at most " + MAX_WINDOWS);
                }
            }
            case "wait_for" -> {
                String status = result.path("status").asString("");
                if (!status.equals("satisfied") && !status.equals("timeout")) {
                    throw new InvalidResultException("the wait ended neither satisfied nor in vain");
                }
            }
            default -> {}
        }
    }

    private static void checkSize(ObjectNode node) throws InvalidResultException {
        if (node.toString().length() > MAX_RESULT_CHARS) {
            throw new InvalidResultException("the node's answer is too large");
        }
    }
}
