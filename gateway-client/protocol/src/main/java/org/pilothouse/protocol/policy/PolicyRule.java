package org.pilothouse.protocol.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param ruleId 1 to 64 characters, unique in its policy
 * @param operations names of desktop operations, such as {@code act}
 * @param reason shown to whoever is asked or refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyRule(
        String ruleId,
        List<String> operations,
        PolicyDecision decision,
        @Nullable String reason) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public PolicyRule {
        operations = operations == null ? List.of() : List.copyOf(operations);
    }
}
