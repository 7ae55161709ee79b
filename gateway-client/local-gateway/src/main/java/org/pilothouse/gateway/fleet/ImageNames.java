package org.pilothouse.gateway.fleet;

/** Which image names may be fetched. */
final class ImageNames {
    private ImageNames() {}

    /**
     * Whether the name begins with a registry. Short names are local only: the engine would look them up on a public
     * registry, where anybody may have taken the name.
     */
    static boolean namesRegistry(String reference) {
        int slash = reference.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String first = reference.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }
}
