using System.Text;

namespace DataflowSync.M3u.Playlist;

/// <summary>The lines of one entry, as text.</summary>
internal readonly ref struct PlaylistEntry
{
    private readonly ReadOnlySpan<char> _attributes;

    public PlaylistEntry(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<char> text = Encoding.UTF8.GetString(record);
        foreach (var range in text.SplitAny('\r', '\n'))
        {
            var line = text[range].Trim(" \t\uFEFF");
            if (line.StartsWith("#EXTINF:", StringComparison.OrdinalIgnoreCase))
            {
                var comma = FindComma(line);
                _attributes = line[8..(comma < 0 ? line.Length : comma)].Trim();
                Name = comma < 0 ? [] : line[(comma + 1)..].Trim();
            }
            else if (line.StartsWith("#EXTGRP:", StringComparison.OrdinalIgnoreCase))
            {
                Group = line[8..].Trim();
            }
            else if (!line.StartsWith('#'))
            {
                Address = line.IsEmpty ? Address : line;
            }
        }

        Name = Name.IsEmpty ? Attribute("tvg-name") : Name;
        Group = Attribute("group-title") is { IsEmpty: false } title ? title : Group;
    }

    public ReadOnlySpan<char> Name { get; }

    public ReadOnlySpan<char> Group { get; }

    /// <summary>Holds the credentials.</summary>
    public ReadOnlySpan<char> Address { get; }

    /// <summary>Whole seconds, as digits; empty for −1, which live channels have.</summary>
    public ReadOnlySpan<char> Duration => _attributes.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? _attributes[..end] : _attributes;

    /// <summary>The value of an attribute, without its quotes; empty where there is none.</summary>
    public ReadOnlySpan<char> Attribute(string name)
    {
        for (var rest = _attributes; rest.IndexOf('=') is var equals and >= 0;)
        {
            var key = rest[(rest[..equals].LastIndexOfAny(" \t\"") + 1)..equals];
            var value = rest[(equals + 1)..];
            var isQuoted = value.StartsWith('"');
            value = isQuoted ? value[1..] : value;
            var end = isQuoted ? value.IndexOf('"') : value.IndexOfAny(" \t");
            rest = end < 0 ? [] : value[end..];
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return (end < 0 ? value : value[..end]).Trim();
            }
        }

        return [];
    }

    /// <summary>
    /// The comma before the name: the first one outside quotes, for names hold commas and attributes are quoted; the last one where
    /// a quote is never closed.
    /// </summary>
    private static int FindComma(ReadOnlySpan<char> line)
    {
        for (var (i, quotes) = (0, 0); i < line.Length; i++)
        {
            quotes += line[i] == '"' ? 1 : 0;
            if (line[i] == ',' && quotes % 2 == 0)
            {
                return i;
            }
        }

        return line.LastIndexOf(',');
    }
}
