/** The desktop as an MCP server. */
@NullMarked
package org.pilothouse.agent.mcp;

import org.jspecify.annotations.NullMarked;
