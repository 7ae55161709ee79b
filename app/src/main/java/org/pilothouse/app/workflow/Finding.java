package org.pilothouse.app.workflow;

/**
 * Something that is wrong with a workflow.
 *
 * @param path such as {@code steps[2].args.limit}; empty where it is the whole
 * @param sentence for a person
 */
public record Finding(String path, String sentence) {
    public String words() {
        return path.isEmpty() ? sentence : path + ": " + sentence;
    }
}
