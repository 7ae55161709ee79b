package org.pilothouse.rfb.security;

import org.pilothouse.rfb.SecurityType;

/**
 * What a security exchange came to.
 *
 * @param talk how it goes on, from SecurityResult
 * @param type what was used
 * @param tightInit whether ServerInit is followed by Tight's lists of capabilities
 */
public record Agreement(SecurityTalk talk, SecurityType type, boolean tightInit) {}
