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
