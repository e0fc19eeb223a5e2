using System.Text;

namespace DataflowSync.M3u.Playlist;

/// <summary>The lines of one entry, as text.</summary>
internal readonly ref struct PlaylistEntry
{
    private readonly ReadOnlySpan<char> _attributes;

    public PlaylistEntry(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<char> text = Encoding.UTF8.GetString(record);
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim(" \t\uFEFF");
            if (line.StartsWith("#EXTINF:", StringComparison.OrdinalIgnoreCase))
            {
                var comma = FindComma(line);
                _attributes = line[8..comma];
                Name = line[Math.Min(comma + 1, line.Length)..].Trim();
            }
            else if (line.StartsWith("#EXTGRP:", StringComparison.OrdinalIgnoreCase))
            {
                Group = line[8..].Trim();
            }
            else if (line is [not '#', ..])
            {
                Address = line;
            }
        }

        Name = Name.IsEmpty ? Attribute("tvg-name") : Name;
        Group = Attribute("group-title") is { IsEmpty: false } title ? title : Group;
    }

    public ReadOnlySpan<char> Name { get; }

    public ReadOnlySpan<char> Group { get; }

    /// <summary>Holds the credentials.</summary>
    public ReadOnlySpan<char> Address { get; }

    /// <summary>The value of an attribute, without its quotes; empty where there is none.</summary>
    public ReadOnlySpan<char> Attribute(string name)
    {
        for (var rest = _attributes; rest.IndexOf('=') is var equals and >= 0;)
        {
            var key = rest[(rest[..equals].LastIndexOfAny(" \t\"") + 1)..equals];
            var isQuoted = rest[(equals + 1)..].StartsWith('"');
            var value = rest[(equals + (isQuoted ? 2 : 1))..];
            var end = isQuoted ? value.IndexOf('"') : value.IndexOfAny(" \t");
            rest = end < 0 ? [] : value[end..];
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return (end < 0 ? value : value[..end]).Trim();
            }
        }

        return [];
    }

    /// <summary>The comma before the name, or the end of the line: the first one outside quotes, for names hold commas and attributes are quoted.</summary>
    private static int FindComma(ReadOnlySpan<char> line)
    {
        var comma = 0;
        for (var isQuoted = false; comma < line.Length && (isQuoted || line[comma] != ','); comma++)
        {
            isQuoted ^= line[comma] == '"';
        }

        return comma;
    }
}
