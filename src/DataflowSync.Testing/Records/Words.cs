namespace DataflowSync.Testing.Records;

/// <summary>What texts are composed of: several scripts, quotes, slashes, entities, as catalogs have them.</summary>
internal static class Words
{
    public static readonly Fragment Space = " ";
    public static readonly Fragment Comma = ", ";
    public static readonly Fragment Open = " (";
    public static readonly Fragment Close = ")";
    public static readonly Fragment Dash = "-";
    public static readonly Fragment DashZero = "-0";
    public static readonly Fragment The = "The ";
    public static readonly Fragment Of = " of ";
    public static readonly Fragment Colon = ": ";
    public static readonly Fragment Pipe = " | ";
    public static readonly Fragment Bar = "▬▬ ";
    public static readonly Fragment BarEnd = " ▬▬";
    public static readonly Fragment Star = " ★";
    public static readonly Fragment RevisionMark = "-r";
    public static readonly Fragment Dot = ".";
    public static readonly Fragment PosterHost = "https://images.example.com/t/p/w600/";
    public static readonly Fragment BackdropHost = "https://images.example.com/t/p/w1280/";
    public static readonly Fragment LogoHost = "http://logos.example.net:8080/logos/";
    public static readonly Fragment Jpg = ".jpg";
    public static readonly Fragment Png = ".png";

    public static readonly Fragment[] Adjectives =
    [
        "Silent", "Last", "Broken", "Golden", "Lost", "Hidden", "Crimson", "Endless", "Frozen", "Burning", "Forgotten", "Perfect",
        "Strange", "Wild", "Distant", "Empty", "Midnight", "Second", "Invisible", "Great", "Naïve", "Électrique", "Schöne", "Último",
        "Bitter", "Quiet", "Savage", "Holy", "Reckless", "Paper", "Velvet", "Iron",
    ];

    public static readonly Fragment[] Nouns =
    [
        "Harbour", "River", "Witness", "Garden", "Empire", "Letter", "Shadow", "Summer", "Promise", "Machine", "Daughter", "Hunter",
        "Kingdom", "Station", "Winter", "Mirror", "Road", "Night", "Stranger", "Island", "Storm", "Orchestra", "Señorita", "Straße",
        "Café", "Rock &amp; Roll", "Face/Off", "\"Ace\"", "C:\\Drive", "Don't", "Œuvre", "Smörgåsbord",
    ];

    public static readonly Fragment[] Places =
    [
        "Paris", "Łódź", "São Paulo", "Reykjavík", "Kyōto", "Zürich", "Göteborg", "Istanbul", "Málaga", "the North", "Ten Cities",
        "Brooklyn", "Córdoba", "Tromsø", "Plzeň", "the Valley",
    ];

    public static readonly Fragment[] ForeignTitles =
    [
        "Le fabuleux été de Zoé", "Die große Stille", "El niño que quería volar", "Il sorriso più bello", "Zażółć gęślą jaźń",
        "Ночной поезд", "Дорога домой", "الطريق إلى البيت", "ليالي القاهرة", "七人の侍たち", "千と千尋の夏", "英雄的故事", "기생하는 도시", "Η τελευταία νύχτα",
        "שלום עולם", "Gülümse, İstanbul", "Příběh světla", "Hétköznapi álmok", "Crianças do sertão", "नई दिल्ली की शाम",
        "Party Time 🎉", "👻 Ghosts & Co.", "L'amour à l'envers", "Việt Nam quê hương",
    ];

    public static readonly Fragment[] FirstNames =
    [
        "Anna", "Jean-Luc", "María", "Søren", "Zoë", "Ivan", "Fatima", "Kenji", "Olga", "Pedro", "Björn", "Chloé", "Marek", "Aisha",
        "William", "Sofia", "Tom", "Ingrid", "Raúl", "Mei", "Jack", "Léa", "Hans", "Priya", "George", "Noémie", "Yusuf", "Emma",
        "Michał", "Iris", "David", "Сергей",
    ];

    public static readonly Fragment[] LastNames =
    [
        "Martin", "Kowalski", "García", "Müller", "O'Connor", "Ivanova", "Nakamura", "Jensen", "Lefèvre", "Rossi", "Yılmaz", "Silva",
        "Andersson", "Novák", "Smith", "Haddad", "Fernández", "Dubois", "Wang", "Kim", "Brown", "Popescu", "Nguyễn", "Schäfer",
        "Johansson", "Baker", "Costa", "Petrović", "Taylor", "Sánchez", "Moreau", "Иванов",
    ];

    public static readonly Fragment[] PlotSubjects =
    [
        "A retired detective", "Two sisters from a small town", "The last keeper of a lighthouse", "A young pianist", "An ageing thief",
        "The crew of a cargo ship", "A teacher in post-war Berlin", "Three old friends", "Une jeune fille rêveuse", "A stranger named \"Eli\"",
        "The mayor's only son", "Ein müder Taxifahrer", "A disgraced surgeon", "A family of five", "The village baker", "An undercover agent",
    ];

    public static readonly Fragment[] PlotVerbs =
    [
        " discovers a letter that was never meant to be read", " must cross the country before the first snow",
        " is drawn into a conspiracy that reaches the highest office", " returns home after twenty years of silence",
        " falls in love with the one person who knows the truth", " takes a job nobody else wants",
        " finds out that the past is not over", " découvre un secret bien gardé", " agrees to one last job",
        " inherits a house on the edge of nowhere", " loses everything in a single night", " teams up with an unlikely ally",
        " is mistaken for a spy", " starts a journey across 3/4 of the world", " wakes up without a memory", " defies an ancient tradition",
    ];

    public static readonly Fragment[] PlotEndings =
    [
        ". ", " and has to choose between duty and love. ", ", while a storm is coming. ", "; nothing will ever be the same. ",
        " — or so it seems. ", ", with only 24 hours left. ", " and learns what courage means. ", "… ", ".\n",
        ", but time is running out. ", " in this award-winning drama. ", " before it is too late. ",
    ];

    public static readonly Fragment[] Genres =
    [
        "Action", "Drama", "Comedy", "Thriller", "Animation", "Science-Fiction & Fantastique", "Horror", "Romance", "Documentary",
        "Crime / Mystery", "Familie", "Komödie", "Western", "Aventure", "Guerre", "Historia",
    ];

    public static readonly Fragment[] Containers = ["mkv", "mp4", "mp4", "mkv", "avi", "ts", "m4v", "mkv"];

    public static readonly Fragment[] Brands =
    [
        "Sport", "News", "Cinéma", "Première", "Kids", "Music", "Discover", "Nature", "Comedy", "Action", "Docu", "Télé", "Série", "Canal",
        "Antena", "Globo", "Arena", "Fußball TV", "Планета", "الأخبار", "Öst", "Classic", "Movies &amp; More", "24/7 Hits",
    ];

    public static readonly Fragment[] Countries = ["FR", "UK", "DE", "ES", "IT", "PL", "US", "TR", "AR", "PT", "NL", "SE", "BR", "IN", "GR", "RU"];

    public static readonly Fragment[] Qualities = [" HD", " FHD", " SD", " 4K", " ᴴᴰ", " UHD ★", " HEVC", " "];

    // Mostly live, as in real lists; radio arrives among the channels.
    public static readonly Fragment[] StreamTypes =
    [
        .. Enumerable.Repeat<Fragment>("live", 14), "radio_streams", "created_live",
    ];

    public static readonly Fragment[] Themes =
    [
        "Action", "Sports", "Kids", "Cinéma", "Séries", "Docu/Reality", "Musik", "News", "Netflix &amp; Co.", "Classics", "4K UHD", "Новинки",
        "أفلام", "Ramadan 2024", "Deutsch", "Noël 🎄", "Oscars", "Anime アニメ", "Adults (18+)", "Regional",
    ];
}
