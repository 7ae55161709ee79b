package org.pilothouse.gateway.identity;

import java.text.Normalizer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.identity.AccessTokens;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Identity.Kind;
import org.pilothouse.protocol.identity.Role;
import org.pilothouse.protocol.identity.Scope;

/** What may be asked of a new token. */
final class IssueRules {
    private static final int MAX_NAME = 64;
    private static final int MAX_DEVICE = 128;
    private static final long MIN_TTL_SECONDS = 60;
    /** Names that records use for the gateway's own. */
    private static final Set<String> RESERVED = Set.of("admin", "gateway", "root", "nobody", "system");
    /** An agent never decides what it may do. */
    private static final Set<Scope> NOT_FOR_AGENTS = EnumSet.of(Scope.APPROVALS, Scope.PAIRING, Scope.ADMIN, Scope.ALL);

    private IssueRules() {}

    /**
     * A request that is in order.
     *
     * @param life null for no end
     */
    record Checked(
            String name,
            Kind kind,
            Role role,
            Set<Scope> scopes,
            @Nullable String deviceId,
            @Nullable Duration life) {}

    @SuppressWarnings("ConstantValue") // a record read by Jackson holds null where a member is missing
    static Checked check(AccessTokens.Issue asked) {
        if (asked.role() == null || asked.role() == Role.UNKNOWN) {
            throw GatewayException.invalid(
                    "role", "role must be one of viewer, approver, operator, admin, client, node");
        }
        Kind kind = kind(asked);
        return new Checked(
                name(asked.displayName()),
                kind,
                asked.role(),
                scopes(asked, kind),
                device(asked.deviceId()),
                life(asked.ttlSeconds()));
    }

    private static Kind kind(AccessTokens.Issue asked) {
        if (asked.role() == Role.NODE) {
            return Kind.NODE;
        }
        Kind kind = asked.kind() == null ? Kind.USER : asked.kind();
        if (kind != Kind.USER && kind != Kind.AGENT) {
            throw GatewayException.invalid("kind", "kind must be user or agent");
        }
        return kind;
    }

    /** As it is shown: without what cannot be seen, so that two names never look alike for that. */
    private static String name(@Nullable String given) {
        String name = given == null
                ? ""
                : Normalizer.normalize(given, Normalizer.Form.NFKC).strip();
        boolean plain = name.codePoints().noneMatch(IssueRules::isInvisible);
        if (name.isEmpty() || name.length() > MAX_NAME || !plain) {
            throw GatewayException.invalid(
                    "display_name", "display_name must be 1 to " + MAX_NAME + " visible characters");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw GatewayException.invalid(
                    "display_name", "display_name must not be " + name + ": that is the gateway");
        }
        return name;
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static Set<Scope> scopes(AccessTokens.Issue asked, Kind kind) {
        List<Scope> named = asked.scopes() == null ? List.of() : asked.scopes();
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(asked.role().scopes());
        if (kind == Kind.AGENT && asked.role() == Role.OPERATOR) {
            scopes.remove(Scope.PAIRING); // it runs desktops, and does not say which nodes are trusted
        }
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i) == null || named.get(i) == Scope.UNKNOWN) {
                throw GatewayException.invalid("scopes[" + i + "]", "scopes[" + i + "] is not a scope");
            }
            scopes.add(named.get(i));
        }
        if (asked.role() == Role.NODE && !scopes.isEmpty()) {
            throw GatewayException.invalid("scopes", "a token of role node has no scopes");
        }
        if (asked.role() == Role.CLIENT && scopes.isEmpty()) {
            throw GatewayException.invalid("scopes", "a token of role client needs at least one scope");
        }
        if (kind == Kind.AGENT && scopes.stream().anyMatch(NOT_FOR_AGENTS::contains)) {
            throw GatewayException.invalid(
                    "role",
                    "an agent's token gives operator.read and operator.write at most; use role viewer or operator");
        }
        return Set.copyOf(scopes);
    }

    private static @Nullable String device(@Nullable String id) {
        if (id != null && (id.isBlank() || id.length() > MAX_DEVICE)) {
            throw GatewayException.invalid("device_id", "device_id must be 1 to " + MAX_DEVICE + " characters");
        }
        return id;
    }

    private static @Nullable Duration life(@Nullable Long seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds < MIN_TTL_SECONDS || seconds > AccessTokens.MAX_TTL_SECONDS) {
            throw GatewayException.invalid(
                    "ttl_seconds",
                    "ttl_seconds must be between " + MIN_TTL_SECONDS + " and " + AccessTokens.MAX_TTL_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    /** An agent does not get the name of a person, nor the other way round. */
    static void checkSame(Identity identity, Checked checked) {
        if (identity.kind() != checked.kind()) {
            throw GatewayException.conflict(identity.name() + " is already the name of a "
                    + identity.kind().name().toLowerCase(Locale.ROOT) + "; choose another display_name");
        }
    }
}
