package org.pilothouse.desktop.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** JSON as text for people: lists as tables, everything else as lines. */
final class Text {
    private static final int WIDEST = 60;

    private Text() {}

    static String of(JsonNode answer) {
        if (!answer.isObject()) {
            return cell(answer);
        }
        StringBuilder text = new StringBuilder();
        if (answer.path("root").has("role")) {
            outline(answer.path("root"), 0, text);
            return text.append(answer.path("truncated").asBoolean(false) ? "…" : "")
                    .toString()
                    .stripTrailing();
        }
        for (Map.Entry<String, JsonNode> member : answer.properties()) {
            JsonNode value = member.getValue();
            if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                String table = table(value);
                text.append(answer.size() == 1 ? table : member.getKey() + ":\n" + table);
            } else if (answer.size() == 1 && value.isArray() && value.isEmpty()) {
                text.append("none\n");
            } else if (answer.size() == 1 && (value.isString() || value.isBoolean())) {
                text.append(cell(value)).append('\n');
            } else if (!value.isNull()) {
                text.append(member.getKey()).append(": ").append(cell(value)).append('\n');
            }
        }
        return text.toString().stripTrailing();
    }

    /** A tree of elements, a line for each, deeper ones further to the right. */
    private static void outline(JsonNode element, int depth, StringBuilder text) {
        text.append("  ".repeat(depth))
                .append(element.path("role").asString(""))
                .append(" '");
        text.append(shortened(element.path("name").asString(""))).append('\'');
        if (element.has("value")) {
            text.append(" = '")
                    .append(shortened(element.path("value").asString("")))
                    .append('\'');
        }
        JsonNode at = element.path("bounds");
        if (at.path("width").asInt(0) > 0) {
            text.append(" at %d,%d %dx%d"
                    .formatted(
                            at.path("x").asInt(),
                            at.path("y").asInt(),
                            at.path("width").asInt(),
                            at.path("height").asInt()));
        }
        text.append(' ').append(element.path("ref").asString("")).append('\n');
        element.path("children").forEach(child -> outline(child, depth + 1, text));
    }

    private static String table(JsonNode rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.properties().forEach(member -> columns.add(member.getKey())));
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(columns));
        for (JsonNode row : rows) {
            lines.add(columns.stream()
                    .map(column -> shortened(cell(row.path(column))))
                    .toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                row.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            table.append(row.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static String cell(JsonNode value) {
        return value.isString() ? value.asString() : value.isNull() || value.isMissingNode() ? "" : value.toString();
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
