// What the services' own documentation, OONI's tests and the services themselves say of their hosts. A host of a company
// (`fbcdn.net`, `gstatic.com`) stands with the service that it mostly serves. Ids are names of the language and are
// never changed: saved queries hold them.

let socialPlatforms: [Platform] = [
  Platform(
    "facebook", "Facebook", ["FB", "Facebook Live", "Facebook Livestream", "Facebook Lite"],
    service: [
      "facebook.com", "facebook.net", "fb.com", "fb.me", "fb.watch", "fb.gg", "facebookcorewwwi.onion",
      "facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion",
    ],
    delivery: ["fbcdn.net", "fbsbx.com"]),
  Platform(
    "instagram", "Instagram", ["IG", "Insta", "Instagram Live"],
    service: ["instagram.com", "instagr.am", "ig.me"], delivery: ["cdninstagram.com", "instagram.*.fbcdn.net"]),
  Platform("threads", "Threads", ["Meta Threads"], service: ["threads.net", "threads.com"]),
  Platform(
    "x", "X", ["Twitter", "X Twitter", "X formerly Twitter", "formerly Twitter", "Twitter now X", "X platform"],
    service: [
      "x.com", "twitter.com", "t.co", "tweetdeck.com",
      "twitter3e4tixl4xyajtrzo62zg5vztmjuricljdp2c5kshju4avyoid.onion",
    ],
    delivery: ["twimg.com"]),
  Platform(
    "youtube", "YouTube", ["You Tube", "YT", "YouTube Kids", "YouTube Music"],
    service: [
      "youtube.com", "youtu.be", "youtube-nocookie.com", "youtubekids.com", "youtubei.googleapis.com", "youtube.*",
    ],
    delivery: ["googlevideo.com", "ytimg.com", "yt3.ggpht.com"]),
  Platform(
    "tiktok", "TikTok", ["Tik Tok", "TikTok Live", "Musically"],
    service: ["tiktok.com", "tiktokv.com", "tiktokv.eu", "tiktokv.us", "tiktokw.us", "musical.ly"],
    delivery: ["tiktokcdn.com", "tiktokcdn-us.com", "tiktokcdn-eu.com", "ttwstatic.com", "ttlivecdn.com"]),
  Platform(
    "reddit", "Reddit",
    service: ["reddit.com", "redd.it", "reddittorjg6rue252oqsxryoxengawnmo46qy4kyii5wtqnwfj4ooad.onion"],
    delivery: ["redditstatic.com", "redditmedia.com"]),
  Platform("linkedin", "LinkedIn", ["Linked In"], service: ["linkedin.com", "lnkd.in"], delivery: ["licdn.com"]),
  Platform(
    "snapchat", "Snapchat", ["Snap chat"], service: ["snapchat.com"], delivery: ["sc-cdn.net", "sc-static.net"]),
  Platform("pinterest", "Pinterest", service: ["pinterest.com", "pin.it", "pinterest.*"], delivery: ["pinimg.com"]),
  Platform("tumblr", "Tumblr", service: ["tumblr.com", "tmblr.co"]),
  Platform("flickr", "Flickr", service: ["flickr.com", "flic.kr"], delivery: ["staticflickr.com"]),
  Platform("quora", "Quora", service: ["quora.com"], delivery: ["quoracdn.net"]),
  Platform("mastodon", "Mastodon", service: ["mastodon.social", "joinmastodon.org"]),
  Platform("bluesky", "Bluesky", ["Blue Sky"], service: ["bsky.app", "bsky.social", "bsky.network"]),
  Platform("mewe", "MeWe", service: ["mewe.com"]),
  Platform("xanga", "Xanga", service: ["xanga.com"]),
  Platform("google-plus", "Google+", ["Google Plus"], service: ["plus.google.com"]),
  Platform(
    "vk", "VK", ["VKontakte"], service: ["vk.com", "vk.ru", "vk.me", "vk.cc", "vkontakte.ru"],
    delivery: ["userapi.com", "vkuser.net", "vkuservideo.net", "vk-cdn.net"]),
  Platform(
    "odnoklassniki", "Odnoklassniki", ["Ok.ru", "OK ru"], service: ["ok.ru", "odnoklassniki.ru"],
    delivery: ["mycdn.me", "okcdn.ru"]),
  Platform("moi-mir", "Moi Mir", ["My World", "my.mail.ru"], service: ["my.mail.ru"]),
  Platform("weibo", "Weibo", ["Sina Weibo"], service: ["weibo.com", "weibo.cn"]),
  Platform("qzone", "Qzone", service: ["qzone.qq.com", "qzone.com"]),
  Platform(
    "clubhouse", "Clubhouse", ["Club house"], service: ["clubhouse.com", "joinclubhouse.com", "clubhouseapi.com"]),
  Platform("grindr", "Grindr", service: ["grindr.com", "grindr.mobi"]),
  Platform("tinder", "Tinder", service: ["tinder.com", "gotinder.com"]),
  Platform("blued", "Blued", service: ["blued.com"]),
  Platform("hornet", "Hornet", service: ["hornet.com"]),
  Platform("planetromeo", "PlanetRomeo", ["Romeo"], service: ["planetromeo.com", "romeo.com"]),
]

let messagingPlatforms: [Platform] = [
  Platform(
    "whatsapp", "WhatsApp", ["Whats App", "WhatsApp Messenger", "WhatsApp Web", "WhatsApp Business"],
    tests: ["whatsapp"], service: ["whatsapp.com", "whatsapp.net", "wa.me"], delivery: ["cdn.whatsapp.net"]),
  Platform(
    "telegram", "Telegram", ["Telegram Messenger", "Telegram Web"], tests: ["telegram"],
    service: ["telegram.org", "telegram.me", "telegram.dog", "t.me", "telegra.ph", "telesco.pe", "tdesktop.com"],
    delivery: ["cdn-telegram.org", "telegram-cdn.org"]),
  Platform(
    "signal", "Signal", ["Signal Messenger", "Signal app", "Signal Private Messenger"], tests: ["signal"],
    service: ["signal.org", "signal.me", "signal.group", "signal.art", "signal.link", "whispersystems.org"],
    delivery: ["cdn.signal.org", "cdn2.signal.org", "cdn3.signal.org"]),
  Platform(
    "messenger", "Messenger", ["Facebook Messenger", "FB Messenger", "Meta Messenger"], tests: ["facebook_messenger"],
    service: [
      "messenger.com", "m.me", "b-api.facebook.com", "b-graph.facebook.com", "edge-mqtt.facebook.com",
      "mqtt.facebook.com", "mqtt-mini.facebook.com", "edge-chat.facebook.com", "star.c10r.facebook.com",
      "stun.fbsbx.com",
    ],
    delivery: ["external.xx.fbcdn.net", "scontent.xx.fbcdn.net"]),
  Platform("viber", "Viber", ["Rakuten Viber"], service: ["viber.com", "vb.me"]),
  Platform("skype", "Skype", service: ["skype.com"], delivery: ["skypeassets.com"]),
  Platform("imo", "imo", ["imo messenger", "imo.im"], service: ["imo.im"]),
  Platform(
    "line", "LINE", ["Line Messenger", "Line app"], service: ["line.me", "line-apps.com"], delivery: ["line-scdn.net"]),
  Platform(
    "wechat", "WeChat", ["We Chat", "Weixin"], service: ["wechat.com", "weixin.com", "weixin.qq.com", "wx.qq.com"]),
  Platform("qq", "QQ", ["Tencent QQ"], service: ["qq.com"]),
  Platform("kakaotalk", "KakaoTalk", ["Kakao Talk", "Kakao"], service: ["kakao.com", "kakaotalk.com"]),
  Platform("zalo", "Zalo", service: ["zalo.me"]),
  Platform("bip", "BiP", ["BiP Messenger"], service: ["bip.com", "bip.ai"]),
  Platform("botim", "Botim", service: ["botim.me"]),
  Platform("tango", "Tango", service: ["tango.me"]),
  Platform("threema", "Threema", service: ["threema.ch"]),
  Platform("wire", "Wire", ["Wire messenger"], service: ["wire.com"]),
  Platform("wickr", "Wickr", ["Wickr Me"], service: ["wickr.com"]),
  Platform("element", "Element", service: ["element.io"]),
  Platform("matrix", "Matrix", service: ["matrix.org"]),
  Platform("briar", "Briar", service: ["briarproject.org"]),
  Platform("zangi", "Zangi", service: ["zangi.com"]),
  Platform("facetime", "FaceTime", ["Face Time"], service: ["facetime.apple.com"]),
  Platform(
    "discord", "Discord", service: ["discord.com", "discordapp.com", "discord.gg"],
    delivery: ["discordapp.net", "discord.media"]),
  Platform("zoom", "Zoom", ["Zoom meetings"], service: ["zoom.us", "zoom.com"]),
  Platform("microsoft-teams", "Microsoft Teams", ["MS Teams"], service: ["teams.microsoft.com", "teams.live.com"]),
  Platform("google-meet", "Google Meet", service: ["meet.google.com"]),
]

let mediaPlatforms: [Platform] = [
  Platform("twitch", "Twitch", service: ["twitch.tv"], delivery: ["jtvnw.net", "ttvnw.net"]),
  Platform("periscope", "Periscope", service: ["periscope.tv", "pscp.tv"]),
  Platform("vimeo", "Vimeo", service: ["vimeo.com"], delivery: ["vimeocdn.com"]),
  Platform(
    "dailymotion", "Dailymotion", ["Daily motion"], service: ["dailymotion.com", "dai.ly"], delivery: ["dmcdn.net"]),
  Platform("rumble", "Rumble", service: ["rumble.com"]),
  Platform(
    "netflix", "Netflix", service: ["netflix.com", "netflix.net"],
    delivery: ["nflxvideo.net", "nflximg.net", "nflxext.com", "nflxso.net"]),
  Platform("spotify", "Spotify", service: ["spotify.com", "spoti.fi"], delivery: ["spotifycdn.com", "scdn.co"]),
  Platform("soundcloud", "SoundCloud", ["Sound Cloud"], service: ["soundcloud.com"], delivery: ["sndcdn.com"]),
  Platform("imgur", "Imgur", service: ["imgur.com"]),
  Platform("medium", "Medium", service: ["medium.com"]),
  Platform("blogger", "Blogger", ["Blogspot"], service: ["blogger.com", "blogspot.com", "blogspot.*"]),
  Platform("wordpress", "WordPress", service: ["wordpress.com"], delivery: ["wp.com"]),
  Platform("steam", "Steam", service: ["steampowered.com", "steamcommunity.com"], delivery: ["steamstatic.com"]),
  Platform("roblox", "Roblox", service: ["roblox.com"], delivery: ["rbxcdn.com"]),
  Platform("pubg", "PUBG", ["PlayerUnknown's Battlegrounds"], service: ["pubg.com"]),
]

let knowledgePlatforms: [Platform] = [
  Platform("wikipedia", "Wikipedia", service: ["wikipedia.org"], delivery: ["upload.wikimedia.org"]),
  Platform("internet-archive", "Internet Archive", ["Archive.org", "Wayback Machine"], service: ["archive.org"]),
  Platform(
    "google", "Google", ["Google Search", "Google services"],
    service: ["google.com", "goo.gl", "googleapis.com", "google.*"],
    delivery: ["gstatic.com", "googleusercontent.com", "ggpht.com"]),
  Platform("gmail", "Gmail", ["Google Mail", "Google's Gmail service"], service: ["gmail.com", "mail.google.com"]),
  Platform("google-maps", "Google Maps", service: ["maps.google.com", "maps.app.goo.gl", "maps.googleapis.com"]),
  Platform("google-drive", "Google Drive", service: ["drive.google.com"]),
  Platform(
    "google-translate", "Google Translate",
    service: ["translate.google.com", "translate.goog", "translate.googleapis.com"]),
  Platform(
    "google-play", "Google Play", ["Play Store", "Google Play Store"],
    service: ["play.google.com", "play.googleapis.com"]),
  Platform("google-news", "Google News", service: ["news.google.com"]),
  Platform("bing", "Bing", ["Microsoft Bing"], service: ["bing.com"]),
  Platform("duckduckgo", "DuckDuckGo", ["Duck Duck Go"], service: ["duckduckgo.com", "duck.com"]),
  Platform("yandex", "Yandex", service: ["yandex.com", "yandex.net", "ya.ru", "yandex.*"], delivery: ["yastatic.net"]),
  Platform("baidu", "Baidu", service: ["baidu.com"], delivery: ["bdstatic.com"]),
  Platform("yahoo", "Yahoo", ["Yahoo!"], service: ["yahoo.com", "yahoo.*"], delivery: ["yimg.com"]),
  Platform("chatgpt", "ChatGPT", ["Chat GPT"], service: ["chatgpt.com", "chat.openai.com"]),
  Platform(
    "github", "GitHub", service: ["github.com", "github.io"], delivery: ["githubusercontent.com", "githubassets.com"]),
  Platform("gitlab", "GitLab", service: ["gitlab.com"]),
  Platform("dropbox", "Dropbox", service: ["dropbox.com"], delivery: ["dropboxusercontent.com"]),
  Platform("onedrive", "OneDrive", ["Microsoft OneDrive"], service: ["onedrive.live.com", "onedrive.com", "1drv.ms"]),
  Platform("mediafire", "MediaFire", service: ["mediafire.com"]),
  Platform(
    "proton-mail", "Proton Mail", ["ProtonMail"], service: ["mail.proton.me", "protonmail.com", "protonmail.ch"]),
]

let circumventionPlatforms: [Platform] = [
  Platform(
    "tor", "Tor", ["Tor Browser", "Tor network", "Tor Project"],
    tests: ["tor", "vanilla_tor", "torsf", "meek_fronted_requests_test"], service: ["torproject.org"]),
  Platform(
    "psiphon", "Psiphon", ["Psiphon VPN"], tests: ["psiphon"],
    service: ["psiphon.ca", "psiphon3.com", "psiphontoday.com"]),
  Platform(
    "riseupvpn", "RiseupVPN", ["Riseup VPN"], tests: ["riseupvpn"],
    service: ["black.riseup.net", "api.black.riseup.net"]),
  Platform("openvpn", "OpenVPN", tests: ["openvpn"], service: ["openvpn.net"]),
  Platform("lantern", "Lantern", ["Lantern VPN"], service: ["getlantern.org", "lantern.io"]),
  Platform("proton-vpn", "Proton VPN", service: ["protonvpn.com", "vpn.proton.me"]),
  Platform("nordvpn", "NordVPN", service: ["nordvpn.com"]),
  Platform("expressvpn", "ExpressVPN", service: ["expressvpn.com"]),
  Platform("purevpn", "PureVPN", service: ["purevpn.com"]),
  Platform(
    "private-internet-access", "Private Internet Access", ["Private Internet Access (PIA) VPN", "PIA VPN"],
    service: ["privateinternetaccess.com"]),
  Platform("tunnelbear", "TunnelBear", service: ["tunnelbear.com"]),
  Platform("hotspot-shield", "Hotspot Shield", service: ["hotspotshield.com", "hsselite.com"]),
]
