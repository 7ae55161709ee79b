package org.pilothouse.gateway.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.NodeMessages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A desktop with one window, as an agent answers for it; a test changes what is on it or how it answers. */
public final class ScriptedDesktop implements Function<JsonNode, Frame> {
    public static final String PICTURE = png(64, 40);
    private static final String REF = "atspi::1.7|/org/a11y/atspi/accessible/1";

    /** The arguments of every task that came, in order. */
    public final List<JsonNode> tasks = new CopyOnWriteArrayList<>();
    /** What there is, as matches of a query. */
    public volatile List<String> elements = List.of(element(REF, "frame", "A11y Smoke", "\"showing\",\"visible\""));
    /** Its windows, topmost last. */
    public volatile String windows = window("win:1", "A11y Smoke", true);
    /** Changes an answer, or takes it away. */
    public volatile UnaryOperator<Frame> change = frame -> frame;

    @Override
    public Frame apply(JsonNode task) {
        JsonNode args = task.path("payload").path("action").path("args");
        tasks.add(args);
        return change.apply(
                switch (args.path("op").asString("")) {
                    case "screenshot" -> ok(task, "{\"evidence\":" + evidence("screenshot") + "}");
                    case "snapshot" ->
                        ok(
                                task,
                                "{\"result\":{\"op\":\"snapshot\",\"windows\":[" + windows + "]"
                                        + (args.path("include_tree").asBoolean(false)
                                                ? ",\"tree\":{\"root\":" + tree() + "}"
                                                : "")
                                        + "},\"evidence\":" + evidence("snapshot") + "}");
                    case "query" ->
                        ok(
                                task,
                                "{\"result\":{\"op\":\"query\",\"matches\":["
                                        + String.join(",", matching(args.path("selector"))) + "]}}");
                    case "act" ->
                        ok(
                                task,
                                "{\"result\":{\"op\":\"act\",\"target\":" + args.path("target") + ",\"action\":"
                                        + args.path("action") + ",\"resolved_element_ref\":\"" + REF + "\"}}");
                    case "wait_for" ->
                        ok(task, "{\"result\":{\"op\":\"wait_for\",\"status\":\"satisfied\",\"elapsed_ms\":5}}");
                    default -> ok(task, "{}");
                });
    }

    /** How often this operation came. */
    public long count(String op) {
        return tasks.stream()
                .filter(args -> args.path("op").asString("").equals(op))
                .count();
    }

    private List<String> matching(JsonNode selector) {
        return elements.stream()
                .filter(element -> {
                    JsonNode match = Json.LENIENT.readTree(element);
                    String wanted = selector.path("name").asString("");
                    return selector.path("kind").asString("").equals("ref")
                            ? match.path("element_ref").equals(selector.path("ref"))
                            : wanted.isEmpty()
                                    || match.path("node")
                                            .path("name")
                                            .asString("")
                                            .equals(wanted);
                })
                .toList();
    }

    private String tree() {
        ObjectNode root = (ObjectNode) Json.LENIENT.readTree(
                "{\"role\":\"desktop frame\",\"name\":\"\",\"states\":[],\"bounds\":{\"x\":0,\"y\":0,\"width\":64,\"height\":40},"
                        + "\"actions\":[],\"children\":[]}");
        elements.forEach(element ->
                root.withArray("children").add(Json.LENIENT.readTree(element).path("node")));
        return root.toString();
    }

    public static String element(String ref, String role, String name, String states) {
        return "{\"kind\":\"a11y\",\"element_ref\":\"" + ref + "\",\"node\":{\"role\":\"" + role + "\",\"name\":\""
                + name + "\",\"states\":[" + states
                + "],\"bounds\":{\"x\":4,\"y\":5,\"width\":30,\"height\":20},\"actions\":[]}}";
    }

    public static String window(String ref, String title, boolean focused) {
        return "{\"ref\":\"" + ref + "\",\"title\":\"" + title
                + "\",\"bounds\":{\"x\":4,\"y\":5,\"width\":30,\"height\":20},\"focused\":" + focused + "}";
    }

    public static String evidence(String type) {
        return "{\"type\":\"" + type + "\",\"mime\":\"image/png\",\"width\":64,\"height\":40,\"bytesBase64\":\""
                + PICTURE + "\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}";
    }

    /** An answer to a task. */
    public static Frame ok(JsonNode task, String result) {
        return new Frame.Success(
                task.path("request_id").asString(), NodeMessages.TASK_EXECUTE, true, Json.LENIENT.readTree(result));
    }

    /** A refusal of a task. */
    public static Frame refused(JsonNode task, String message) {
        return new Frame.Failure(
                task.path("request_id").asString(),
                NodeMessages.TASK_EXECUTE,
                false,
                new Frame.Problem("task_failed", message, null));
    }

    private static String png(int width, int height) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
